import {
  ExplainInput,
  type Explanation,
  type ExplanationInput,
  FIGURES,
  FigureRef,
} from "@cryptodesk/shared/portfolio/explain.contract";
import { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { calendarDay } from "../../input/ledger-values.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf, wholeNumber } from "../../input/values.ts";
import { printRecord } from "../../output/record.ts";
import type { Session } from "../../session.ts";
import { assetIdOf } from "./choose-asset.ts";
import { walletOfFlag, walletOption } from "./choose-wallet.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { drawExplanation, figureKey, type OpenedExplanation } from "./explanation-tree.ts";
import { dayOptions } from "./portfolio-options.ts";

const SHOWN_INPUTS = 12;
const MOST_OPENED = 100;
const TERMS = FigureRef.shape.term.unwrap().options;
const MOST_DEPTH = 10;

export function addExplainCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "explain",
    summary: "How a figure came about, from transactions, prices and a formula",
    description:
      "Of the whole portfolio, or of an asset. Values are exact; what they were computed from is opened in turn, as deep as\n--depth says. Where nothing is opened any more, the words for it are there.",
    arguments: [
      new Argument("<figure>", "which figure").choices(FIGURES).argParser(oneOf(FIGURES)),
      new Argument("[asset]", "of this asset: coin id or symbol"),
    ],
    options: [
      walletOption("of this wallet, where each keeps its own lots"),
      new Option("--lot <id>", "of a lot, lotValue or lotUnrealizedPnl, from `portfolio lots`"),
      new Option("--disposal <id>", "of a gain, from `portfolio gains`"),
      new Option("--match-index <number>", "which match of the disposal (default: 0)").argParser(wholeNumber),
      new Option("--transaction <id>", "of a transactionValue, transactionFee or transactionCost"),
      new Option("--day <day>", "of a dayValue").argParser(calendarDay(cli.now)),
      new Option("--period <period>", "of returns")
        .choices(PerformancePeriod.options)
        .argParser(oneOf(PerformancePeriod.options)),
      ...dayOptions(cli),
      new Option("--term <term>", "of a periodGain: what was held so long").choices(TERMS).argParser(oneOf(TERMS)),
      new Option("--depth <levels>", `open so many levels, at most ${MOST_DEPTH} (default: 2)`).argParser(depth),
      new Option("--all", `every input, not only the first ${SHOWN_INPUTS} of each figure`),
    ],
    examples: [
      ["portfolio explain currentValue", "the value of everything, asset by asset"],
      ["portfolio explain costBasisTotal bitcoin --depth 3", "down to the transactions"],
      ["portfolio explain gain btc --disposal <id> --match-index 0", "of one match out of `portfolio gains`"],
      ["portfolio explain timeWeighted --period ytd --all", "every day of a return"],
    ],
    run: async (session, portfolioId, [figure, asset]) => {
      const { command, out } = session;
      const input = readInput(ExplainInput, command, {
        portfolioId,
        figure,
        assetId: typeof asset === "string" ? await assetIdOf(session, asset) : undefined,
        walletId: await walletOfFlag(session, portfolioId),
        lotId: command.getOptionValue("lot"),
        disposalId: command.getOptionValue("disposal"),
        transactionId: command.getOptionValue("transaction"),
        ...(figure === "gain" && { matchIndex: command.getOptionValue("matchIndex") ?? 0 }),
      });
      const root = await session.ask((api) => api.figures.explain.query(input));
      if (out.format !== "table" || out.fields) return printRecord(out, root, () => "");
      const { portfolioId: _, ...ref } = input;
      await out.print(drawExplanation(await opened(session, portfolioId, root, ref), out));
    },
  });
}

function depth(text: string): number {
  const levels = wholeNumber(text);
  if (levels >= 1 && levels <= MOST_DEPTH) return levels;
  throw new InvalidArgumentError(`It must lie between 1 and ${MOST_DEPTH}.`);
}

/** Opens the inputs of a figure as deep as it is asked for; a figure within itself stays closed. */
async function opened(
  { ask, command }: Session,
  portfolioId: string,
  root: Explanation,
  ref: FigureRef,
): Promise<OpenedExplanation> {
  const levels = Number(command.getOptionValue("depth") ?? 2);
  const most = command.getOptionValue("all") === true ? Number.POSITIVE_INFINITY : SHOWN_INPUTS;
  let left = MOST_OPENED;
  return open(root, levels - 1, [figureKey(ref)]);

  async function open(explanation: Explanation, deeper: number, above: readonly string[]): Promise<OpenedExplanation> {
    const shown = explanation.inputs.slice(0, most);
    const inner = new Map<ExplanationInput, OpenedExplanation>();
    for (const input of shown) {
      const { opens } = input;
      if (opens === null || deeper < 1 || left < 1 || above.includes(figureKey(opens))) continue;
      left -= 1;
      const found = await ask((api) => api.figures.explain.query({ portfolioId, ...opens }));
      inner.set(input, await open(found, deeper - 1, [...above, figureKey(opens)]));
    }
    return { explanation, opened: inner, shown };
  }
}
