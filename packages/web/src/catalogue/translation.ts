/** The same keys as the English texts, each with a text of its own. */
export type Translation<Texts> = { [Key in keyof Texts]: Texts[Key] extends string ? string : Translation<Texts[Key]> };
