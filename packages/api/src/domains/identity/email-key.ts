/** What addresses are compared by: neither case nor Unicode's look-alike forms make another account. */
export function emailKeyOf(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase();
}
