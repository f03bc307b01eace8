import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import {
  Interrupted,
  ReportedFailure,
  ServerRefusal,
  ServerUnreachable,
  SignInNeeded,
  UsageError,
} from "../../failures.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import type { Session } from "../../session.ts";
import { VERSION } from "../../version.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { checkSignIns } from "./check-sign-in.ts";
import {
  type Check,
  checkClock,
  checkDatabase,
  checkFreshness,
  checkMarket,
  checkProviders,
  checkQuarantine,
  checkRedis,
  checkVersions,
  failed,
} from "./checks.ts";

const COLUMNS: readonly Column<Check>[] = [
  { field: "result", header: "Result", show: ({ result }, out) => resultText(result, out) },
  { field: "name", header: "Check", show: ({ name }) => name },
  { field: "detail", header: "Detail", show: ({ detail }) => safeText(detail) },
  { field: "advice", header: "Advice", show: ({ advice }) => safeText(advice ?? "") },
];

export function addDoctorCommand(program: Command, cli: CliContext): void {
  defineCommand(program, cli, {
    name: "doctor",
    summary: "Check the desk and say what to do",
    description: "Fails (exit 1) when a check fails; warnings do not fail it.",
    examples: [
      ["doctor", "every check with advice"],
      ["doctor --profile office --json", "of another server, for a monitor"],
    ],
    run: async (session) => {
      const { out } = session;
      const checks = await runChecks(session);
      if (out.format === "table" && !out.fields)
        await out.print(checks.map((check) => checkLines(check, out)).join(""));
      else
        await printRows(
          out,
          { columns: COLUMNS, fields: ["name", "result", "detail", "advice"], empty: "" },
          onePage(checks),
        );
      if (checks.some(({ result }) => result === "failed")) throw new ReportedFailure("A check failed.");
    },
  });
}

async function runChecks(session: Session): Promise<Check[]> {
  const { cli, settings } = session;
  const ask = askAnyhow(session);
  const startMs = cli.now().getTime();
  const status = await attempt("server", () => ask((api) => api.system.status.query({})));
  if ("result" in status) return [status];
  const endMs = cli.now().getTime();
  const [overview, providers] = await Promise.all([
    attempt("freshness", () => ask((api) => api.market.overview.query({}))),
    attempt("providers", () => ask((api) => api.market.providers.query({}))),
  ]);
  return [
    { name: "server", result: "ok", detail: `${settings.url.value} answers in ${endMs - startMs} ms`, advice: null },
    checkVersions(VERSION, status.version),
    checkClock(status.now, (startMs + endMs) / 2),
    checkDatabase(status),
    checkRedis(status),
    checkMarket(status),
    ...("result" in overview ? [overview] : [checkFreshness(overview, cli.now()), checkQuarantine(overview)]),
    "result" in providers ? providers : checkProviders(providers),
    ...(await checkSignIns(session)),
  ];
}

/** Asks in the caller's name, and as nobody where that does not work: what is wrong with it is a check of its own. */
function askAnyhow({ ask, askAsNobody }: Session): Session["ask"] {
  return async (call) => {
    try {
      return await ask(call);
    } catch (error) {
      const refused = error instanceof ServerRefusal && error.problem.status === 401;
      if (refused || error instanceof UsageError || error instanceof SignInNeeded) return askAsNobody(call);
      throw error;
    }
  };
}

/** The answer, or the failed check that its absence is. */
async function attempt<T extends object>(name: string, call: () => Promise<T>): Promise<T | Check> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof ServerUnreachable) return failed(name, error.message, error.hints.slice(0, 2).join(" "));
    if (error instanceof ServerRefusal) {
      if (error.problem.status === 401) return failed(name, error.message, "Sign in: cryptodesk login");
      return failed(name, error.message, `Look for request ${error.problem.requestId} in the server's log.`);
    }
    throw error;
  }
}

function checkLines({ name, result, detail, advice }: Check, out: Output): string {
  const line = `${resultText(result, out)}  ${name.padEnd(10)}  ${safeText(detail)}\n`;
  return advice === null ? line : `${line}${" ".repeat(21)}${out.palette.dim(safeText(advice))}\n`;
}

function resultText(result: Check["result"], { decorated, palette }: Output): string {
  const texts = {
    ok: palette.good(decorated ? "✔ ok     " : "ok       "),
    warning: palette.warn(decorated ? "! warning" : "warning  "),
    failed: palette.bad(decorated ? "✖ failed " : "failed   "),
  };
  return texts[result];
}
