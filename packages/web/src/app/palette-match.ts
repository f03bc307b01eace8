/** Whether every typed word begins a word of the text, whatever case or accents; no words match everything. */
export function matchesWords(query: string, text: string): boolean {
  const words = plainWords(text);
  return plainWords(query).every((typed) => words.some((word) => word.startsWith(typed)));
}

function plainWords(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{Diacritic}/gu, "");
  return plain
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}
