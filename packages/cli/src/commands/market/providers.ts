import { ProviderStatus } from "@cryptodesk/shared/market/provider.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { count, level, UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";

const COLUMNS: readonly Column<ProviderStatus>[] = [
  { field: "id", header: "Provider", show: ({ id, simulated }) => (simulated ? `${id} (simulated)` : id) },
  { field: "inUse", header: "In use", show: ({ inUse }) => (inUse ? "yes" : "no") },
  { field: "access", header: "Access", show: ({ access }) => access },
  { field: "state", header: "Breaker", show: ({ state }, out) => breakerText(state, out) },
  {
    field: "lastSuccessAt",
    header: "Last success",
    align: "right",
    show: ({ lastSuccessAt }, out) => age(lastSuccessAt, out.now()),
  },
  { field: "calls24h", header: "Calls 24h", align: "right", show: ({ calls24h }) => count(calls24h) },
  { field: "errorRatePct", header: "Errors", align: "right", show: ({ errorRatePct }) => level(errorRatePct) },
  {
    field: "budget",
    header: "Budget left",
    align: "right",
    show: ({ budget }) => (budget === null ? "no limit" : `${count(budget.left)}/${count(budget.limit)}`),
  },
  {
    field: "lastError",
    header: "Last error",
    spare: 1,
    shrinkTo: 16,
    show: ({ lastError }) => safeText(lastError ?? UNKNOWN),
  },
];

export function addProvidersCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "providers",
    summary: "State of each data provider",
    description: "A breaker that is open lets a failing provider rest.",
    examples: [
      ["market providers", "who answers, what budget is left"],
      ["market providers --json --fields id,state,lastError", "for a script"],
    ],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.market.providers.query({}));
      const view = { columns: COLUMNS, fields: Object.keys(ProviderStatus.shape), empty: "No providers." };
      await printRows(out, view, onePage(items, rest));
    },
  });
}

function breakerText(state: ProviderStatus["state"], { palette }: Output): string {
  if (state === "open") return palette.bad(state);
  return state === "half-open" ? palette.warn(state) : state;
}
