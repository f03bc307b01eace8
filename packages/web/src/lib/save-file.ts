/** Hands a text to the browser as a download. */
export function saveFile(name: string, type: string, parts: string[]): void {
  const url = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Revoked at once, the download would fail in some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
