import type { Portfolio, PortfolioListItem } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Argument, Option } from "commander";
import { z } from "zod";
import { ServerRefusal, UsageError } from "../../failures.ts";
import { safeText } from "../../output/plain-text.ts";
import type { Session } from "../../session.ts";

/** Which portfolio a command is about, and how that was decided. */
export interface ChosenPortfolio {
  id: string;
  /** It was not named now: `portfolio use` or a settings file says it. */
  isRemembered: boolean;
}

const HOW = "name, its beginning, or id";

export function portfolioOption(): Option {
  return new Option(
    "--portfolio <name>",
    `${HOW} (default: the one of \`portfolio use\`, or the only one there is)`,
  ).helpGroup("Portfolio:");
}

export function portfolioArgument(): Argument {
  return new Argument("[portfolio]", `${HOW}; the remembered one, or the only one there is, unless given`);
}

/**
 * The portfolio that `named`, `--portfolio` or the settings mean.
 * @throws UsageError that says which there are
 */
export async function choosePortfolio(session: Session, named?: unknown): Promise<ChosenPortfolio> {
  const { command, settings } = session;
  const flag: unknown = command.getOptionValue("portfolio");
  if (named !== undefined && flag !== undefined) throw new UsageError("Name the portfolio once.");
  const said = typeof named === "string" ? named : typeof flag === "string" ? flag : null;
  const text = said ?? settings.portfolio.value;
  const isRemembered = said === null && text !== null;
  if (text !== null && isId(text)) return { id: text.trim(), isRemembered };
  const items = await listPortfolios(session);
  const portfolio = text === null ? onlyOne(items) : portfolioNamed(items, text);
  return { id: portfolio.id, isRemembered };
}

/** The portfolio of that name, beginning or id; with `deleted` among those that may be restored. */
export async function portfolioIdOf(session: Session, text: string, { deleted = false } = {}): Promise<string> {
  if (isId(text)) return text.trim();
  return portfolioNamed(await listPortfolios(session, deleted), text).id;
}

/** Asks about the chosen portfolio; a remembered one that is not there is told as such. */
export async function aboutChosen<T>(session: Session, chosen: ChosenPortfolio, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const isGone = error instanceof ServerRefusal && error.problem.status === 404 && chosen.isRemembered;
    if (!isGone) throw error;
    throw new ServerRefusal(error.problem, error.retryAfterSeconds, [
      `The portfolio ${chosen.id} comes from ${session.settings.portfolio.from}. Remember another: cryptodesk portfolio use <portfolio>`,
      ...error.hints,
    ]);
  }
}

export function isId(text: string): boolean {
  return z.uuid().safeParse(text.trim()).success;
}

async function listPortfolios({ ask }: Session, deleted = false): Promise<Portfolio[]> {
  const { items } = await ask((api) => api.portfolio.list.query({ deleted }));
  return items.map(({ portfolio }: PortfolioListItem) => portfolio);
}

function onlyOne(portfolios: readonly Portfolio[]): Portfolio {
  const [first, second] = portfolios;
  if (first && !second) return first;
  if (!first) {
    throw new UsageError("There is no portfolio yet.", [
      "Make one: cryptodesk portfolio create Savings",
      "Or look around in one that is made up: cryptodesk portfolio demo",
    ]);
  }
  throw new UsageError(`Which portfolio? There are ${namesOf(portfolios)}.`, [
    "Name one with --portfolio, or remember one: cryptodesk portfolio use <portfolio>",
  ]);
}

function portfolioNamed(portfolios: readonly Portfolio[], text: string): Portfolio {
  return chooseNamed(portfolios, text, { what: "portfolio", see: "cryptodesk portfolio list" });
}

/**
 * The one of `things` with that name, or the only one whose name begins so; case does not count.
 * @throws UsageError that lists the candidates
 */
export function chooseNamed<T extends { id: string; name: string }>(
  things: readonly T[],
  text: string,
  { what, see }: { what: string; see: string },
): T {
  const wanted = nameKey(text);
  const same = things.filter(({ name }) => nameKey(name) === wanted);
  const found = same.length > 0 ? same : things.filter(({ name }) => nameKey(name).startsWith(wanted));
  const [first, second] = found;
  if (first && !second) return first;
  if (first) {
    const hint = same.length > 0 ? "Give the id." : "Write more of the name, or the id.";
    throw new UsageError(`Which ${what} is "${safeText(text)}"? It may be ${namesOf(found)}.`, [hint]);
  }
  const there = things.length > 0 ? `There are ${namesOf(things)}.` : "There is none yet.";
  throw new UsageError(`There is no ${what} "${safeText(text)}". ${there}`, [`See: ${see}`]);
}

function nameKey(name: string): string {
  return name.trim().normalize("NFKC").toLowerCase();
}

const NAMED_AT_MOST = 8;

function namesOf(things: readonly { id: string; name: string }[]): string {
  const names = things.slice(0, NAMED_AT_MOST).map(({ id, name }) => `${safeText(name)} (${id})`);
  return [...names, ...(things.length > names.length ? [`${things.length - names.length} more`] : [])].join(", ");
}
