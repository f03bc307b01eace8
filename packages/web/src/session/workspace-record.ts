/** Where the browser notes whose documents its stores hold. */
export const RECORD_KEY = "cryptodesk-workspace";

/** Whether the stores may hold an account's documents, without loading the code that knows. */
export function mayHoldAccount(): boolean {
  try {
    return localStorage.getItem(RECORD_KEY) !== null;
  } catch {
    return false;
  }
}
