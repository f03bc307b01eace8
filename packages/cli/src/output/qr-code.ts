import type { Output } from "./output.ts";

const QUIET_ZONE = 2;
// White on black whatever the terminal's theme is: readers want the dark modules dark.
const WHITE_ON_BLACK = "\u001b[97;40m";
const RESET = "\u001b[0m";
// Neither half light, the lower, the upper, both.
const HALF_BLOCKS = [" ", "▄", "▀", "█"] as const;

/** `text` as a QR code of half blocks; null where the terminal is too small for it. */
export async function qrCode(text: string, out: Output): Promise<string | null> {
  const { create } = await import("qrcode");
  const { modules } = create(text, { errorCorrectionLevel: "L" });
  const { size } = modules;
  if (size + 2 * QUIET_ZONE > out.width) return null;
  const isLight = (row: number, column: number) => {
    const inside = row >= 0 && column >= 0 && row < size && column < size;
    return !inside || modules.get(row, column) === 0;
  };
  let drawn = "";
  for (let row = -QUIET_ZONE; row < size + QUIET_ZONE; row += 2) {
    const cells = Array.from({ length: size + 2 * QUIET_ZONE }, (_, index) => {
      const column = index - QUIET_ZONE;
      return HALF_BLOCKS[Number(isLight(row, column)) * 2 + Number(isLight(row + 1, column))];
    });
    drawn += out.coloured ? `${WHITE_ON_BLACK}${cells.join("")}${RESET}\n` : `${cells.join("")}\n`;
  }
  return drawn;
}
