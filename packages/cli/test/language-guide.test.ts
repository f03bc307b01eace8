import { readFileSync } from "node:fs";
import { parseRules } from "@cryptodesk/quant/rules/parse-rules";
import { readSyntax } from "@cryptodesk/quant/rules/read-syntax";
import { INDICATORS, type IndicatorEntry } from "@cryptodesk/shared/strategy/indicator-catalogue";
import { expect, it } from "vitest";

const guide = readFileSync(new URL("../../../docs/strategies.md", import.meta.url), "utf8");
const blocks = [...guide.matchAll(/^```\n(.*?)^```$/gms)].map(([, block = ""]) => block);
/** What stands in the first column of tables, each line of the language by itself. */
const cells = [...guide.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = ""]) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code),
);
// Statements, as opposed to conditions and names.
const beginnings =
  /^(trade|stop|trailing|target|close after|size|at most|up to|rebalance|cool|fees|slippage|fill|funding) /;

const OF = { value: "a value", candle: "candles", pair: "a value and another coin" };

function rowOf([name, { title, input, parameters, lines }]: [string, IndicatorEntry]): string {
  const given = Object.entries(parameters).map(([key, { choices = [], ...parameter }]) => {
    return `\`${key}\` ${[parameter.default, ...choices.slice(1)].join(" or ")}`;
  });
  const named = lines.length > 1 ? lines.map((line) => `\`${line}\``).join(", ") : "one";
  return `| \`${name}\` | ${title} | ${OF[input]} | ${given.join(", ") || "none"} | ${named} |`;
}

it("shows a strategy that can be used as it stands", () => {
  expect(parseRules(blocks[0] ?? "")).toHaveProperty("rules");
});

it("has a row for every indicator, as it is in the catalogue", () => {
  const rows = Object.entries(INDICATORS).map(rowOf);
  expect(guide.split("\n").filter((line) => rows.includes(line))).toEqual(rows);
});

it("shows statements that can be read", () => {
  const statements = [
    ...cells.filter((cell) => beginnings.test(cell)),
    ...blocks.flatMap((block) => block.split("\n").filter((line) => /^(series|long|exit|short)/.test(line))),
  ];
  expect(statements.length).toBeGreaterThan(40);
  const faults = statements.flatMap((statement) => {
    const problem = readSyntax(statement).problems.find(
      ({ message }) => !/^the rules (do not|have no|leave)/.test(message),
    );
    return problem ? [`${statement}: ${problem.message}`] : [];
  });
  expect(faults).toEqual([]);
});

it("shows conditions that can be read", () => {
  const section = guide.slice(guide.indexOf("## Conditions"), guide.indexOf("## Entering"));
  const conditions = [...section.matchAll(/^\| `([^`…]+)`/gm)]
    .map(([, code = ""]) => code)
    .filter((code) => code !== "all of (a, b)");
  expect(conditions.length).toBeGreaterThan(6);
  for (const condition of conditions) {
    const { problems } = readSyntax(`long when ${condition}`);
    expect(
      problems.filter(({ message }) => !message.startsWith("the rules")),
      condition,
    ).toEqual([]);
  }
});
