import type { CliContext } from "../cli-context.ts";

/** A context for looking at the command tree: nothing is read from or written to the world. */
export function idleContext(): CliContext {
  const sink = { write: () => true, on: () => {}, off: () => {} };
  return {
    stdin: { resume: () => {}, pause: () => {}, on: () => {}, off: () => {} },
    stdout: sink,
    stderr: sink,
    environment: {
      url: null,
      profile: null,
      apiKey: null,
      credentialsInFile: true,
      hostName: "nowhere",
      editor: null,
      configDirectory: "/nonexistent",
      noColor: true,
      forceColor: false,
      dumbTerminal: true,
    },
    cwd: "/",
    openKeyring: () => Promise.reject(new Error("none here")),
    now: () => new Date(0),
    pause: async () => {},
    interrupted: new AbortController().signal,
    interrupt: () => {},
  };
}
