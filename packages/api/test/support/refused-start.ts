import { spawnScript } from "./spawned.ts";

const DEADLINE_MS = 20_000;

/** How a start ended that was expected to be refused. */
export interface RefusedStart {
  /** Exit code; a signal's name where it had to be ended. */
  readonly code: number | NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
}

/** Starts the built product with nothing but these settings; one that goes on running is killed after 20 seconds. */
export async function startRefused(settings: Readonly<Record<string, string>>): Promise<RefusedStart> {
  const began = Date.now();
  const started = spawnScript("dist/src/main.js", [], { PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "warn", ...settings });
  const deadline = setTimeout(() => started.kill("SIGKILL"), DEADLINE_MS);
  const code = await started.ended;
  clearTimeout(deadline);
  return { code, out: started.out(), err: started.err(), ms: Date.now() - began };
}
