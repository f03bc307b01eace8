import { type QuarantineEntry, ResolveQuarantineInput } from "@cryptodesk/shared/market/provider.contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { change, price } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { timeWithAge } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";

const ACTIONS = ResolveQuarantineInput.shape.action.options;

export function addResolveCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "resolve",
    summary: "Accept or reject a held-back price",
    arguments: [
      new Argument("<id>", "id of the entry, from `cryptodesk market quarantine`"),
      new Argument("<action>", "accept publishes the price, reject drops it")
        .choices(ACTIONS)
        .argParser(oneOf(ACTIONS)),
    ],
    examples: [
      ["market resolve 01900000-0000-7000-8000-000000000000 accept", "publish it"],
      ["market resolve 01900000-0000-7000-8000-000000000000 reject", "drop it"],
    ],
    run: async ({ ask, command, out }, [id, action]) => {
      const input = readInput(ResolveQuarantineInput, command, { id, action });
      const entry = await ask((api) => api.market.resolveQuarantine.mutate(input));
      await printRecord(out, entry, () => drawEntry(entry, out));
    },
  });
}

function drawEntry(entry: QuarantineEntry, out: Output): string {
  const figures = [
    ["Coin", `${safeText(entry.name)} (${safeText(entry.coinId)})`],
    ["State", entry.state],
    ["Last good price", `$${price(entry.lastGoodUsd)}`],
    ["Held-back price", `$${price(entry.proposedUsd)}  ${change(entry.changePct, out)}`],
    ["Source", entry.source === "sandbox" ? "sandbox (simulated)" : entry.source],
    ["Held back", timeWithAge(entry.detectedAt, out.now())],
    ["Resolved", timeWithAge(entry.resolvedAt, out.now())],
    ...(entry.note ? [["Note", safeText(entry.note)] as const] : []),
  ] as const;
  return figureText([{ figures }], out);
}
