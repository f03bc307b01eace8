import {
  CreatePortfolioInput,
  DeletePortfolioInput,
  PortfolioRef,
  UpdatePortfolioInput,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { textOrNothing } from "../../input/ledger-values.ts";
import { readInput } from "../../input/read-input.ts";
import { count } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { defineCommand } from "../define-command.ts";
import { portfolioIdOf } from "./choose-portfolio.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { drawPortfolio } from "./draw-portfolio.ts";
import { currencyOf, versionOption } from "./portfolio-options.ts";
import { benchmarkOf, benchmarkOption, rulesOf, rulesOptions } from "./rules-options.ts";

const descriptionOption = () =>
  new Option("--description <text>", "what it is for; none takes it away").argParser(textOrNothing);

export function addPortfolioCrud(portfolio: Command, cli: CliContext): void {
  addCreateCommand(portfolio, cli);
  addInfoCommand(portfolio, cli);
  addEditCommand(portfolio, cli);
  addDeleteCommand(portfolio, cli);
  addRestoreCommand(portfolio, cli);
}

function addCreateCommand(portfolio: Command, cli: CliContext): void {
  defineCommand(portfolio, cli, {
    name: "create",
    summary: "Make a portfolio",
    description: "With a first wallet. Rules that are not given are the usual ones; `portfolio info` shows them.",
    arguments: [new Argument("<name>", "what it is called")],
    options: [
      new Option("--currency <code>", "what everything is counted in (default: usd)"),
      descriptionOption(),
      benchmarkOption(),
      ...rulesOptions(),
      idOption(),
    ],
    examples: [
      ["portfolio create Savings --currency eur", "counted in euros"],
      ["portfolio create Trading --methods fifo,2026-01-01=hifo --long-term-days 365", "another method for a new year"],
    ],
    run: async (session, [name]) => {
      const { command, out } = session;
      const id = chosenId(session);
      const given = {
        id,
        name,
        rules: rulesOf(session),
        benchmark: await benchmarkOf(session),
        ...currencyOf(command),
      };
      const input = readInput(CreatePortfolioInput, command, given);
      const made = await createOnce(session, id, (api) => api.portfolio.create.mutate(input));
      await printRecord(out, made, () => drawPortfolio(made, out));
    },
  });
}

function addInfoCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "info",
    summary: "Name, rules and version of a portfolio",
    namesPortfolio: true,
    examples: [["portfolio info Savings", "by which rules its figures are calculated"]],
    run: async ({ ask, command, out }, portfolioId) => {
      const input = readInput(PortfolioRef, command, { portfolioId });
      const found = await ask((api) => api.portfolio.get.query(input));
      await printRecord(out, found, () => drawPortfolio(found, out));
    },
  });
}

function addEditCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "edit",
    summary: "Change name, currency or rules",
    description: "Other rules or another currency mean that everything is calculated anew.",
    namesPortfolio: true,
    options: [
      new Option("--name <name>", "what it is called"),
      descriptionOption(),
      new Option("--currency <code>", "what everything is counted in"),
      new Option("--active", "count it in totals again"),
      new Option("--no-active", "put it aside: it is not in totals over all portfolios"),
      benchmarkOption(),
      ...rulesOptions(),
      versionOption(),
    ],
    examples: [
      ["portfolio edit Savings --methods hifo", "another cost method, for all years"],
      ["portfolio edit Savings --methods fifo,2026-01-01=hifo", "from 2026 on only"],
      ["portfolio edit --name 'Old savings' --no-active", "put aside"],
    ],
    run: async (session, portfolioId) => {
      const { ask, command, out } = session;
      const changes = {
        rules: rulesOf(session),
        benchmark: await benchmarkOf(session),
        isActive: command.getOptionValue("active"),
        ...currencyOf(command),
      };
      const version = command.getOptionValue("version") ?? (await versionNow());
      const input = readInput(UpdatePortfolioInput, command, { portfolioId, version, ...changes });
      if (Object.keys(input).length === 2) {
        throw new UsageError("Say what to change, e.g. --name, --methods or --currency.");
      }
      const changed = await ask((api) => api.portfolio.update.mutate(input));
      await printRecord(out, changed, () => drawPortfolio(changed, out));

      async function versionNow(): Promise<number> {
        return (await ask((api) => api.portfolio.get.query({ portfolioId }))).version;
      }
    },
  });
}

function addDeleteCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "delete",
    summary: "Delete a portfolio; it can be restored for 30 days",
    namesPortfolio: true,
    options: [yesOption(), versionOption()],
    examples: [["portfolio delete 'Old savings'", "and for 30 days: portfolio restore"]],
    run: async (session, portfolioId) => {
      const { ask, command, out } = session;
      const found = await ask((api) => api.portfolio.get.query({ portfolioId }));
      const version = command.getOptionValue("version") ?? found.version;
      const input = readInput(DeletePortfolioInput, command, { portfolioId, version });
      await agreeOrStop(
        session,
        `Delete ${safeText(found.name)} with ${count(found.transactionCount)} transactions? It can be restored for 30 days.`,
      );
      const deleted = await ask((api) => api.portfolio.delete.mutate(input));
      await printRecord(out, deleted, () => drawPortfolio(deleted, out));
      out.notice(`Take it back: cryptodesk portfolio restore ${deleted.id}`);
    },
  });
}

function addRestoreCommand(portfolio: Command, cli: CliContext): void {
  defineCommand(portfolio, cli, {
    name: "restore",
    summary: "Take back the deletion of a portfolio",
    arguments: [new Argument("<portfolio>", "name, its beginning, or id of a deleted one")],
    examples: [["portfolio restore 'Old savings'", "as it was"]],
    run: async (session, [portfolio]) => {
      const { ask, command, out } = session;
      const portfolioId = await portfolioIdOf(session, String(portfolio), { deleted: true });
      const input = readInput(PortfolioRef, command, { portfolioId });
      const restored = await ask((api) => api.portfolio.restore.mutate(input));
      await printRecord(out, restored, () => drawPortfolio(restored, out));
    },
  });
}
