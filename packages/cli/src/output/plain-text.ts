import stringWidth from "string-width";

// Control characters could drive the terminal; direction overrides and zero-width characters make names lie.
const UNSAFE = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/** Text of foreign origin on one line, without anything that acts on a terminal. */
export function safeText(text: string): string {
  return text.replace(/\s+/gu, " ").replace(UNSAFE, "").trim();
}

/** Columns that `text` takes on a terminal, colour codes aside. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

export function padTo(text: string, width: number, align: "left" | "right" = "left"): string {
  const padding = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "right" ? padding + text : text + padding;
}

/** `text` cut to `width` columns, ending in `…` where something was cut. For text without colour codes. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (widthOf(kept + segment) > width - 1) break;
    kept += segment;
  }
  return width > 0 ? `${kept}…` : "";
}

/** `text` in lines of at most `width` columns, broken at spaces; a longer word keeps its line to itself. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<= )(?! )/)) {
    if (line !== "" && widthOf((line + word).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += word;
  }
  return [...lines, line.trimEnd()];
}
