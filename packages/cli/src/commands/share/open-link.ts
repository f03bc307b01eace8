import { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import { OpenShareInput, type SharedPortfolio } from "@cryptodesk/shared/portfolio/share.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { ServerRefusal } from "../../failures.ts";
import { passwordOption, pipedPasswords } from "../../input/passwords.ts";
import { canPrompt, promptsOf } from "../../input/prompts.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { gainOf, money, moneyOf, percentReturned, percentShare, returned, units } from "../../output/amounts.ts";
import { lineChart } from "../../output/line-chart.ts";
import { noticeOrigin } from "../../output/market-notice.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { type Column, createTable } from "../../output/table.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";

export function addOpenCommand(share: Command, cli: CliContext): void {
  defineCommand(share, cli, {
    name: "open",
    summary: "What somebody with a link sees",
    description: "Nobody has to sign in. Where the link takes a password it is asked for.",
    arguments: [new Argument("<token>", "the link, or the token in it")],
    options: [
      new Option("--period <period>", "of returns and chart (default: 1y)")
        .choices(PerformancePeriod.options)
        .argParser(oneOf(PerformancePeriod.options)),
      passwordOption("read the link's password from standard input instead of asking for it"),
    ],
    patience: 30,
    examples: [["share open https://desk.example/shared/AbCdEf0123", "holdings, returns, and a chart"]],
    run: async (session, [link]) => {
      const { command, out } = session;
      const [password] = await pipedPasswords(session);
      const input = readInput(OpenShareInput, command, { token: tokenIn(String(link)), password });
      const shared = await openWithPassword(session, input);
      await printRecord(out, shared, () => drawShared(shared, out));
      noticeOrigin(out, [{ simulated: shared.simulated }]);
    },
  });
}

/** The token of a whole link, which ends with it. */
function tokenIn(link: string): string {
  return (
    link
      .trim()
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split("/")
      .at(-1) ?? ""
  );
}

/** Asks for the password where the link wants one and a person is there. */
async function openWithPassword(session: Session, input: OpenShareInput): Promise<SharedPortfolio> {
  try {
    return await session.askAsNobody((api) => api.share.open.mutate(input));
  } catch (error) {
    const wantsPassword =
      error instanceof ServerRefusal && error.problem.errors?.some(({ pointer }) => pointer === "/password") === true;
    if (!wantsPassword || input.password !== undefined || !canPrompt(session.cli)) throw error;
    const password = await (await promptsOf(session.cli)).secret("The link's password:");
    return session.askAsNobody((api) => api.share.open.mutate({ ...input, password }));
  }
}

function drawShared(shared: SharedPortfolio, out: Output): string {
  const { name, description, currency, hidesAmounts, returns, holdings } = shared;
  const title = `${out.palette.bold(safeText(name))}  ${currency.toUpperCase()}${shared.simulated ? `  ${out.palette.warn("SIMULATED")}` : ""}`;
  // What the owner hides is left out; it is not unknown.
  const amounts = hidesAmounts
    ? []
    : ([
        ["Value", moneyOf(shared.currentValue, currency)],
        ["Unrealised", gainOf(shared.unrealizedPnl, currency, out)],
      ] as const);
  const figures = [
    ...(description === null ? [] : [["About", safeText(description)] as const]),
    ...amounts,
    ["Of the cost", percentReturned(shared.unrealizedPnlPct, out)],
    ["24 h", percentReturned(shared.change24hPct, out)],
    ["Time-weighted", returned(returns.timeWeighted, out)],
  ] as const;
  const chart = drawIndex(shared, out);
  const table = holdings.length === 0 ? "" : createTable(columnsOf(hidesAmounts, out), out)(holdings);
  return [title, ...(chart === "" ? [] : [chart.trimEnd()]), figureText([{ figures }], out).trimEnd(), table.trimEnd()]
    .filter((text) => text !== "")
    .join("\n\n")
    .concat("\n");
}

type Held = SharedPortfolio["holdings"][number];

function columnsOf(hidesAmounts: boolean, out: Output): Column<Held>[] {
  const percentages: Column<Held>[] = [
    { field: "asset", header: "Asset", show: ({ asset }) => safeText(asset.symbol) },
    {
      field: "allocationPct",
      header: "Share",
      align: "right",
      show: ({ allocationPct }) => percentShare(allocationPct),
    },
    {
      field: "change24hPct",
      header: "24h",
      align: "right",
      spare: 2,
      show: ({ change24hPct }) => percentReturned(change24hPct, out),
    },
    {
      field: "unrealizedPnlPct",
      header: "Unrealised",
      align: "right",
      show: ({ unrealizedPnlPct }) => percentReturned(unrealizedPnlPct, out),
    },
  ];
  if (hidesAmounts) return percentages;
  return [
    ...percentages,
    { field: "quantity", header: "Quantity", align: "right", spare: 1, show: ({ quantity }) => units(quantity) },
    { field: "currentValue", header: "Value", align: "right", show: ({ currentValue }) => money(currentValue) },
  ];
}

/** The index, 100 at the start; an unknown day leaves a hole. */
function drawIndex({ series }: SharedPortfolio, out: Output): string {
  if (!out.decorated) return "";
  let segment = 0;
  const points = series.flatMap(({ day, index }) => {
    if (index !== null) return [{ atMs: Date.parse(day), value: 100 * Number(index), segment }];
    segment += 1;
    return [];
  });
  const tint = out.palette.lines[0] ?? ((text: string) => text);
  return lineChart([{ points, tint }], { width: out.width, height: 10 }, out.palette, (value) => value.toFixed(1));
}
