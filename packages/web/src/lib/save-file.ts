/** Hands a text to the browser as a download. */
export function saveFile(name: string, type: string, parts: string[]): void {
  save(name, new Blob(parts, { type: `${type};charset=utf-8` }));
}

/** Hands bytes to the browser as a download. */
export function saveBytes(name: string, parts: Uint8Array<ArrayBuffer>[]): void {
  save(name, new Blob(parts, { type: "application/octet-stream" }));
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Revoked at once, the download would fail in some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
