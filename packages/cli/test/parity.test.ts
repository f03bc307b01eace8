import { fileURLToPath } from "node:url";
import { PortfolioDocument } from "@cryptodesk/shared/portfolio/export.contract";
import { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
import { OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";
import { describe, expect, it, vi } from "vitest";
import { allNodes, readTree } from "../src/commands/completion/command-tree.ts";
import { isRunnable } from "../src/commands/define-command.ts";
import { flagOf, namedFlagOf } from "../src/input/read-input.ts";
import { buildProgram } from "../src/program.ts";
import { idleContext } from "../src/reference/idle-context.ts";

// The router's whole code is loaded, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

// Never a word of the command line, which others can see: piped in, asked for, or in the JSON of a file.
const SECRETS: Record<string, string> = {
  password: "--password-stdin",
  currentPassword: "--password-stdin",
  newPassword: "--password-stdin",
  setupToken: "--password-stdin",
  token: "--file",
  challenge: "--file",
};

// What nobody types: answers of an authenticator, and whole documents.
const DOCUMENTS = [
  ...["response", "passkey", "body", "recoveryCode", "mapping", "file"],
  ...Object.keys(PortfolioDocument.shape),
];

// The CLI keeps its own refresh token and signs in as itself; OAuth2's names for fields are for other programs.
const NOT_SAID: Record<string, readonly string[]> = {
  login: ["username", "grant_type", "scope", "client_id", "client_secret", "client"],
  logout: ["refreshToken"],
  "auth refresh": ["refreshToken", "refresh_token", "grant_type"],
  "auth passkey": ["client"],
  // Read off the file that is named.
  "portfolio import": ["fileName", "size", "data"],
  "portfolio import-part": ["data"],
  "strategy new": ["rules", "text"],
  "strategy edit": ["rules", "text"],
  "strategy validate": ["rules", "text"],
  "strategy data": ["rules"],
};

// What the CLI does without a procedure of its own.
const LOCAL_COMMANDS = [
  "completion",
  "config get",
  "config list",
  "config path",
  "config profiles",
  "config set",
  "config unset",
  "doctor",
  "portfolio use",
];

const RULES = [
  "methods",
  "feesInCost",
  "longTermDays",
  "shorts",
  "lots",
  "giftsReceived",
  "giftsMade",
  "losses",
  "unpriced",
];

// Fields of several parts, each of which has its own flag.
const PARTS: Record<string, readonly string[]> = {
  rules: RULES,
  change: ["delete", "restore", "walletId", "addTags", "removeTags", "note"],
  draft: Object.keys(TransactionDraft.shape),
  settings: Object.keys(BacktestSettings.shape),
  plan: Object.keys(OptimisationPlan.shape),
  constraints: ["minTrades", "maxDrawdownPct"],
  options: [
    ...["source", "walletId", "dateOrder", "timeZone", "decimal", "delimiter", "encoding", "currency", "cash"],
    ...["asset", "place", "mapping"],
  ],
};

interface ProcedureFacts {
  cli: string;
  fields: string[];
}

/** Every procedure of the real router with its CLI words and the fields of its input. */
async function readProcedures(): Promise<ProcedureFacts[]> {
  // By a computed path, because no package but its own may import the api's code.
  const { createAppRouter } = await import(fileURLToPath(new URL("../../api/src/router.ts", import.meta.url)));
  const router: unknown = createAppRouter({
    market: {},
    identity: {},
    portfolios: {},
    strategies: {},
    jobs: [],
    readStatus: async () => null,
  });
  const procedures = property(property(router, "_def"), "procedures");
  return Object.values(procedures).map((procedure) => {
    const definition = property(procedure, "_def");
    const inputs = Object.values(property(definition, "inputs"));
    const fields = inputs.flatMap((input) => Object.keys(property(schemaOf(input), "shape")));
    return { cli: String(Reflect.get(property(definition, "meta"), "cli")), fields };
  });
}

/** A checker of long lists carries the schema that it checks by. */
function schemaOf(input: unknown): unknown {
  return typeof input === "function" ? property(input, "schema") : input;
}

function property(value: unknown, name: string): object {
  const found: unknown = Reflect.get(Object(value), name);
  if ((typeof found === "object" || typeof found === "function") && found !== null) return found;
  throw new Error(`No ${name} there`);
}

const leaves = allNodes(readTree(buildProgram(idleContext()))).filter(({ command }) => isRunnable(command));

describe("the CLI beside the router", () => {
  it("has a command for every procedure and no command without one", async () => {
    const procedures = await readProcedures();
    const commands = leaves.map(({ words }) => words.join(" "));
    expect(commands.toSorted()).toEqual([...procedures.map(({ cli }) => cli), ...LOCAL_COMMANDS].toSorted());
  });

  it("can set every field of every input, by a flag or by an argument", async () => {
    const missing: string[] = [];
    for (const { cli, fields } of await readProcedures()) {
      const leaf = leaves.find(({ words }) => words.join(" ") === cli);
      const flags = leaf?.options.map(({ flag }) => flag) ?? [];
      const names = leaf?.arguments.map(({ name }) => name) ?? [];
      const said = (field: string): boolean =>
        flags.includes(flagOf(field)) ||
        flags.includes(namedFlagOf(field)) ||
        names.includes(field.replace(/Id$/, "")) ||
        names.includes(field.replace(/Ids$/, "s")) ||
        (PARTS[field]?.every(said) ?? false) ||
        flags.includes(SECRETS[field] ?? "-") ||
        (flags.includes("--file") && [...DOCUMENTS, "code"].includes(field)) ||
        NOT_SAID[cli]?.includes(field) ||
        (field === "id" && names[0] === "account") ||
        names.includes(field) ||
        (["id", "ids"].includes(field) && /^coins?$/.test(names[0] ?? ""));
      missing.push(...fields.filter((field) => !said(field)).map((field) => `${cli}: ${field}`));
    }
    expect(missing).toEqual([]);
  });
});
