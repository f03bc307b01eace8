import pc from "picocolors";

export type Tint = (text: string) => string;

/** The few colours that carry a meaning here. */
export interface Palette {
  up: Tint;
  down: Tint;
  warn: Tint;
  bad: Tint;
  good: Tint;
  dim: Tint;
  bold: Tint;
  /** Colours that tell the lines of a chart apart. */
  lines: readonly Tint[];
}

export function createPalette(enabled: boolean): Palette {
  const colours = pc.createColors(enabled);
  return {
    up: colours.green,
    down: colours.red,
    warn: colours.yellow,
    bad: colours.red,
    good: colours.green,
    dim: colours.dim,
    bold: colours.bold,
    lines: [
      colours.cyan,
      colours.yellow,
      colours.magenta,
      colours.green,
      colours.blue,
      colours.red,
      colours.cyanBright,
      colours.yellowBright,
      colours.magentaBright,
      colours.greenBright,
    ],
  };
}

/** Colour needs a terminal and nobody who said no. The more direct wish wins: flag, NO_COLOR, FORCE_COLOR. */
export function wantsColour(wish: {
  flagSaysNo: boolean;
  noColor: boolean;
  forceColor: boolean;
  dumbTerminal: boolean;
  isTerminal: boolean;
}): boolean {
  if (wish.flagSaysNo || wish.noColor) return false;
  if (wish.forceColor) return true;
  return wish.isTerminal && !wish.dumbTerminal;
}
