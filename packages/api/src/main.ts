import { enableCompileCache } from "node:module";
import type { Desk } from "./desk.ts";
import { type Config, ConfigError, loadConfig } from "./platform/config/load-config.ts";
import { StartupError } from "./platform/database/data-directory-lock.ts";

const EXIT_FAILED = 1;
const EXIT_BAD_SETTINGS = 2;

/** One entry, a role: reads the settings, starts, and stops on the first signal; a second one stops at once. */
async function main(): Promise<void> {
  const config = readConfig();
  // Everything large is loaded after this line, and so compiled once and not at every start.
  enableCompileCache();
  const starting = import("./desk.ts").then(({ startDesk }) => startDesk(config));
  stopOnSignal(starting, config.SHUTDOWN_SECONDS * 1_000);
  const desk = await starting;
  announce(desk, config);
}

function readConfig(): Config {
  // biome-ignore lint/style/noProcessEnv: the one place where the environment is read
  return loadConfig(process.env);
}

function announce({ port, simulated, setupToken }: Desk, config: Config): void {
  // By its name rather than its number: passkeys and single sign-on are bound to the name.
  const host = ["0.0.0.0", "::", "127.0.0.1", "::1"].includes(config.host) ? "localhost" : config.host;
  const market = simulated ? "simulated market: MARKET_SOURCE=live for a real one" : "live market";
  process.stdout.write(`\nCryptoDesk is ready: http://${host}:${port}  (${market})\n\n`);
  if (setupToken === null) return;
  const page = `http://${host}:${port}/register#${setupToken}`;
  process.stdout.write(
    `No account yet. The first one becomes admin and needs this setup token: ${setupToken}\n  ${page}\n\n`,
  );
}

function stopOnSignal(starting: Promise<Desk>, deadlineMs: number): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // npm and the terminal both deliver one: the second of a pair is not impatience.
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(EXIT_FAILED), deadlineMs).unref();
      void starting.then(
        (desk) => desk.stop().then(() => process.exit(0)),
        () => {},
      );
    });
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) return leave(error.message, EXIT_BAD_SETTINGS);
  if (error instanceof StartupError) return leave(error.message, EXIT_FAILED);
  return leave(error instanceof Error ? (error.stack ?? error.message) : String(error), EXIT_FAILED);
});

function leave(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
  setImmediate(() => process.exit(code));
}
