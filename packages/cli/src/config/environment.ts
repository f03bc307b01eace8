import { hostname } from "node:os";
import envPaths from "env-paths";

/** What the CLI takes from the process environment; empty text counts as not set. */
export interface Environment {
  url: string | null;
  profile: string | null;
  /** Used instead of a sign-in; never written down. */
  apiKey: string | null;
  /** Tokens are kept in a file even where a keyring works. */
  credentialsInFile: boolean;
  /** Name of this machine, for the list of sessions. */
  hostName: string;
  /** What a person edits text with: VISUAL, else EDITOR; words after the program's name are its arguments. */
  editor: string | null;
  /** Directory of the user's own config file. */
  configDirectory: string;
  noColor: boolean;
  forceColor: boolean;
  dumbTerminal: boolean;
}

/** Reads the environment once, at the start. Nothing else in the CLI looks at it. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  return {
    url: env.CRYPTODESK_URL || null,
    profile: env.CRYPTODESK_PROFILE || null,
    apiKey: env.CRYPTODESK_API_KEY || null,
    credentialsInFile: env.CRYPTODESK_CREDENTIALS === "file",
    hostName: hostname(),
    editor: env.VISUAL || env.EDITOR || null,
    configDirectory: env.CRYPTODESK_CONFIG_DIR || envPaths("cryptodesk", { suffix: "" }).config,
    noColor: Boolean(env.NO_COLOR),
    forceColor: Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== "0",
    dumbTerminal: env.TERM === "dumb",
  };
}
