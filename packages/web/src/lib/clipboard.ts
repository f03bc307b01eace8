/**
 * Puts one content on the clipboard in several forms, by media type. Over plain http browsers hide `navigator.clipboard`;
 * what a click copies can still be filled there.
 * @throws when the browser refuses
 */
export async function putOnClipboard(forms: Record<string, string>): Promise<void> {
  if ("clipboard" in navigator) {
    const blobs = Object.entries(forms).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } else if (!fillCopy(forms)) throw new Error("The browser refused to copy.");
}

export const copyText = (text: string): Promise<void> => putOnClipboard({ "text/plain": text });

function fillCopy(forms: Record<string, string>): boolean {
  let filled = false;
  // Without a selection there is nothing to copy until a page says so.
  const allow = (event: Event) => event.preventDefault();
  const fill = (event: ClipboardEvent) => {
    for (const [type, text] of Object.entries(forms)) event.clipboardData?.setData(type, text);
    event.preventDefault();
    filled = true;
  };
  document.addEventListener("beforecopy", allow);
  document.addEventListener("copy", fill);
  document.execCommand("copy");
  document.removeEventListener("beforecopy", allow);
  document.removeEventListener("copy", fill);
  return filled;
}
