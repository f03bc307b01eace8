import { type Started, startPostgres, startRedis } from "./servers.ts";

/**
 * Vitest global set-up of the database tests: where the run was given no servers and this machine has the programs,
 * starts throw-away ones and announces them to the test processes through the environment.
 */
export async function setup(): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([
    process.env.TEST_DATABASE_URL ? null : startPostgres(),
    process.env.TEST_REDIS_URL ? null : startRedis(),
  ]);
  announce("TEST_DATABASE_URL", postgres);
  announce("TEST_REDIS_URL", redis);
  return async () => {
    await Promise.all([postgres?.server?.stop(), redis?.server?.stop()]);
  };
}

function announce(name: string, started: Started | null): void {
  if (started === null) return;
  if (started.server === null) {
    process.stderr.write(`${name}: ${started.reason}; tests that need it are skipped\n`);
    return;
  }
  process.env[name] = started.server.url;
}
