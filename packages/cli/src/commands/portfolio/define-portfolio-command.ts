import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
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
      await aboutChosen(session, chosen, () => run(session, chosen.id, values));
    },
  });
}
