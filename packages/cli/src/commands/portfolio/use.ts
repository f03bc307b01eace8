import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import type { UserConfig } from "../../config/cli-settings.ts";
import { loadUserConfig, saveUserConfig } from "../../config/config-file.ts";
import { safeText } from "../../output/plain-text.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";
import { portfolioIdOf } from "./choose-portfolio.ts";

export function addUseCommand(portfolio: Command, cli: CliContext): void {
  defineCommand(portfolio, cli, {
    name: "use",
    summary: "Remember a portfolio, so that commands need not name it",
    description: "In the user's file, in the profile that is in use. `config unset portfolio` forgets it.",
    arguments: [new Argument("<portfolio>", "name, its beginning, or id")],
    hasOutputOptions: false,
    examples: [["portfolio use Savings", "from now on `portfolio show` shows it"]],
    run: async (session, [portfolio]) => {
      const { ask, out } = session;
      const id = await portfolioIdOf(session, String(portfolio));
      const { name } = await ask((api) => api.portfolio.get.query({ portfolioId: id }));
      remember(session, id);
      out.notice(`Commands about a portfolio mean ${safeText(name)} unless they name another.`);
    },
  });
}

/** Beside the address that the id belongs to: in the profile in use, or in the base. */
function remember({ cli, settings }: Session, id: string): void {
  const { path, config } = loadUserConfig(cli.environment.configDirectory);
  saveUserConfig(path, withPortfolio(config, settings.profile.value, id));
}

function withPortfolio(user: UserConfig, profile: string | null, portfolio: string): UserConfig {
  if (profile === null) return { ...user, portfolio };
  return { ...user, profiles: { ...user.profiles, [profile]: { ...user.profiles?.[profile], portfolio } } };
}
