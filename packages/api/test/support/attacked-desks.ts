import { openPostgresDatabase } from "../../src/platform/database/postgres-database.ts";
import { type DeskProcess, startDeskProcess } from "./desk-process.ts";
import { type DeskDoor, doorAt } from "./identity-answer.ts";
import { type IdentityDesk, openIdentityDesk } from "./identity-desk.ts";
import { startLimitedPostgres } from "./limited-postgres.ts";
import { startRedis, type TestServer } from "./servers.ts";
import { untilSeen } from "./until-seen.ts";

/** What becomes of Redis while the desk is attacked. */
export const REDIS_STATES = ["up", "frozen", "down"] as const;
export type RedisState = (typeof REDIS_STATES)[number];

// So many that nobody comes near, and yet every request is counted, in Redis as long as it answers.
const AMPLE = {
  LIMIT_READS_PER_MINUTE: "10000000",
  LIMIT_WRITES_PER_MINUTE: "10000000",
  LIMIT_SIGN_INS_PER_MINUTE: "10000000",
};

/** Processes of the built product on one Postgres and one Redis, and hands on their database. */
export interface AttackedDesks {
  readonly processes: readonly [Door, Door];
  /** A third one, with ANONYMOUS_READING=off. */
  readonly closed: Door;
  /** The two, one after the other. */
  readonly inTurn: DeskDoor;
  /** Stands on the same database without Redis: makes people and credentials, and looks at rows. Its clock stands still. */
  readonly inside: IdentityDesk;
  /** Puts Redis into that state, and waits until both processes have noticed. */
  enter(state: RedisState): Promise<void>;
  /** Takes Redis back out of it. */
  leave(state: RedisState): Promise<void>;
  stop(): Promise<void>;
}

type Door = ReturnType<typeof doorAt>;

/** @throws Error where there is no Postgres or Redis, or the product is not built */
export async function startAttackedDesks(more: Readonly<Record<string, string>> = {}): Promise<AttackedDesks> {
  const [postgres, { server: redis, reason }] = await Promise.all([startLimitedPostgres(), startRedis()]);
  if (redis === null) throw new Error(reason);
  const settings = {
    CRYPTODESK_ROLE: "api",
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    MARKET_SOURCE: "sandbox",
    TRUST_PROXY: "1",
    LOG_LEVEL: "warn",
    ...AMPLE,
    ...more,
  };
  // The first one settles the schema.
  const first = await startDeskProcess(settings);
  const [second, third] = [
    await startDeskProcess(settings),
    await startDeskProcess({ ...settings, ANONYMOUS_READING: "off" }),
  ];
  const database = await openPostgresDatabase({ url: postgres.url, replicaUrls: [], poolSize: 4 });
  const inside = await openIdentityDesk({ database });
  const processes = [doorAt(first.url), doorAt(second.url)] as const;
  return {
    processes,
    closed: doorAt(third.url),
    inTurn: takingTurns(processes),
    inside,
    enter: async (state) => {
      inside.now = new Date();
      if (state === "frozen") redis.freeze();
      if (state === "down") await redis.down();
      await noticed(processes, state);
    },
    leave: async (state) => {
      if (state === "frozen") redis.thaw();
      if (state === "down") await redis.up();
    },
    stop: () => stopAll([first, second, third], inside, [postgres, redis]),
  };
}

function takingTurns(processes: readonly [Door, Door]): DeskDoor {
  let turns = 0;
  const next = () => {
    turns += 1;
    return processes[turns % 2 === 0 ? 0 : 1];
  };
  return {
    send: (...asked) => next().send(...asked),
    post: (...asked) => next().post(...asked),
  };
}

/** A process looks at Redis when it counts a request. */
async function noticed(processes: readonly Door[], state: RedisState): Promise<void> {
  for (const { send } of processes) {
    await untilSeen(`Redis ${state}`, async () => {
      await send("GET", "/auth/options");
      const { redis } = (await send("GET", "/status")).json<{ redis: { state: string } }>();
      return redis.state === (state === "up" ? "up" : "down");
    });
  }
}

async function stopAll(desks: readonly DeskProcess[], inside: IdentityDesk, servers: readonly TestServer[]) {
  await Promise.all(desks.map((desk) => desk.kill()));
  await inside.close();
  await Promise.all(servers.map((server) => server.stop()));
}
