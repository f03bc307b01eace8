// JSON.stringify leaves these as they are, and a terminal obeys them.
const C1_CONTROLS = /[\u007f-\u009f]/g;

/** Readable JSON that cannot act on a terminal. */
export function jsonText(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(
    C1_CONTROLS,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
