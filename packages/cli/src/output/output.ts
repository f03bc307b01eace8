import type { CliContext, TextSink } from "../cli-context.ts";
import type { OutputFormat } from "../config/cli-settings.ts";
import { createPalette, type Palette, wantsColour } from "./palette.ts";

const WIDTH_WITHOUT_TERMINAL = 120;

/** Where a command prints to, and how. Data goes to stdout, everything else to stderr. */
export interface Output {
  format: OutputFormat;
  /** `--format` or `--json` was given: a chart gives way to the table. */
  formatChosen: boolean;
  fields: string[] | null;
  /** stdout is a terminal: borders, arrows, charts, and cut to its width. */
  decorated: boolean;
  /** Columns to fill; without a terminal nothing is cut, and charts take this width. */
  width: number;
  height: number;
  palette: Palette;
  coloured: boolean;
  now: () => Date;
  /** Resolves when the text is handed over, so that a slow reader slows the command. */
  print: (text: string) => Promise<void>;
  notice: (text: string) => void;
}

export interface OutputWish {
  format: OutputFormat;
  formatChosen: boolean;
  fields: string[] | null;
  flagSaysNoColour: boolean;
}

export function createOutput(cli: CliContext, wish: OutputWish): Output {
  const isTerminal = cli.stdout.isTTY === true;
  const { noColor, forceColor, dumbTerminal } = cli.environment;
  const coloured = wantsColour({ flagSaysNo: wish.flagSaysNoColour, noColor, forceColor, dumbTerminal, isTerminal });
  return {
    format: wish.format,
    formatChosen: wish.formatChosen,
    fields: wish.fields,
    decorated: isTerminal && !dumbTerminal,
    width: (isTerminal && cli.stdout.columns) || WIDTH_WITHOUT_TERMINAL,
    height: (isTerminal && cli.stdout.rows) || 24,
    palette: createPalette(coloured),
    coloured,
    now: cli.now,
    print: (text) => printTo(cli.stdout, text),
    notice: (text) => {
      cli.stderr.write(`${text}\n`);
    },
  };
}

function printTo(sink: TextSink, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    sink.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
