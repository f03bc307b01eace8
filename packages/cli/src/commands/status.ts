import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { count } from "../output/numbers.ts";
import type { Output } from "../output/output.ts";
import { safeText } from "../output/plain-text.ts";
import { figureText, printRecord } from "../output/record.ts";
import { timeWithAge } from "../output/times.ts";
import type { Session } from "../session.ts";
import { defineCommand } from "./define-command.ts";

export function addStatusCommand(program: Command, cli: CliContext): void {
  defineCommand(program, cli, {
    name: "status",
    summary: "Is it running, on what, with whose data, how fresh",
    examples: [
      ["status", "the desk at a glance"],
      ["status --json --fields marketSource,lastRefreshAt", "for a script"],
    ],
    run: async (session) => {
      const status = await session.ask((api) => api.system.status.query({}));
      await printRecord(session.out, status, () => drawStatus(status, session));
    },
  });
}

function drawStatus(status: SystemStatus, { out, settings }: Session): string {
  const now = out.now();
  const market = status.simulated
    ? out.palette.warn(`${status.marketSource} (SIMULATED: prices are not real)`)
    : status.marketSource;
  const figures = [
    [
      "Server",
      `${settings.url.value} (${settings.profile.value ? `profile ${settings.profile.value}` : settings.url.from})`,
    ],
    ["Version", `${safeText(status.version)}, role ${status.role}`],
    ["Up since", timeWithAge(status.startedAt, now)],
    ["Market", market],
    ["Coins", count(status.coins)],
    ["Last refresh", timeWithAge(status.lastRefreshAt, now)],
    ["Database", partText(status.database, out)],
    ["Redis", partText(status.redis, out)],
    ["Stream clients", count(status.streamClients)],
  ] as const;
  return figureText([{ figures }], out);
}

function partText({ state, detail }: SystemStatus["database"], { palette }: Output): string {
  const tint = { up: palette.good, down: palette.bad, off: palette.dim }[state];
  return detail ? `${tint(state)}, ${safeText(detail)}` : tint(state);
}
