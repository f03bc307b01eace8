/**
 * A UUIDv7: the request that carries it can be sent again without making anything twice.
 * @param nowMs the time that it begins with
 */
export function newId(nowMs = Date.now()): string {
  const time = nowMs.toString(16).padStart(12, "0");
  const random = crypto.randomUUID();
  // Version 7 in place of 4; variant and the other random digits stay.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}
