/**
 * A UUIDv7: the request that carries it can be sent again without making anything twice.
 * @param nowMs the time that it begins with
 */
export function newId(nowMs = Date.now()): string {
  const time = nowMs.toString(16).padStart(12, "0");
  // Not `crypto.randomUUID`: browsers hide it from a desk that is reached over plain http.
  const random = "000-8000-000000000000".replace(/0/g, () =>
    (Number(crypto.getRandomValues(new Uint8Array(1))) % 16).toString(16),
  );
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random}`;
}
