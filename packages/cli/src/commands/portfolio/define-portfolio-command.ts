import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { ServerRefusal } from "../../failures.ts";
import type { Session } from "../../session.ts";
import { type CommandPlan, defineCommand } from "../define-command.ts";
import { aboutChosen, choosePortfolio, portfolioArgument, portfolioOption } from "./choose-portfolio.ts";

/** Seconds for which a portfolio is calculated at most before the command gives up. */
const PATIENCE = 30;

/** A command about one portfolio. */
export interface PortfolioCommandPlan extends Omit<CommandPlan, "run"> {
  /** Its only argument is the portfolio, which `--portfolio` names as well. */
  namesPortfolio?: boolean;
  run: (session: Session, portfolioId: string, values: readonly (string | string[] | undefined)[]) => Promise<void>;
}

/** Adds a command that finds out which portfolio is meant before it does anything. */
export function definePortfolioCommand(parent: Command, cli: CliContext, plan: PortfolioCommandPlan): Command {
  const { namesPortfolio = false, run, ...rest } = plan;
  return defineCommand(parent, cli, {
    patience: PATIENCE,
    ...rest,
    ...(namesPortfolio && { arguments: [portfolioArgument()] }),
    options: [...(plan.options ?? []), portfolioOption()],
    run: async (session, values) => {
      const chosen = await choosePortfolio(session, namesPortfolio ? values[0] : undefined);
      await aboutChosen(session, chosen, () => withFlagNamed(session, () => run(session, chosen.id, values)));
    },
  });
}

// What the server calls by its field, a person says by a flag.
const ALLOWANCES = { allowMissing: "--allow-missing", allowEdited: "--allow-edited" };

/** A refusal that can be overruled says by which flag. */
async function withFlagNamed<T>({ command }: Session, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ServerRefusal)) throw error;
    const flags = Object.entries(ALLOWANCES)
      .filter(
        ([field, flag]) => error.problem.detail.includes(field) && command.options.some(({ long }) => long === flag),
      )
      .map(([, flag]) => `Do it all the same with ${flag}.`);
    if (flags.length === 0) throw error;
    throw new ServerRefusal(error.problem, error.retryAfterSeconds, [...flags, ...error.hints]);
  }
}
