import type { Logger } from "pino";

const CONNECT_TIMEOUT_MS = 800;
const COMMAND_TIMEOUT_MS = 200;
// After a command that timed out nobody asks again for this long: each asking would cost its timeout.
const REST_MS = 2_000;
const MAX_RECONNECT_DELAY_MS = 2_000;

/** What the desk uses Redis for. Each use works without it: a failure is an absence, never an error. */
export interface RedisLink {
  state(): "up" | "down" | "off";
  publish(channel: string, message: string): Promise<void>;
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  get(key: string): Promise<Buffer | null>;
  set(key: string, bytes: Buffer, ttlSeconds: number): Promise<void>;
  /** Adds to a counter that ends after `ttlSeconds`. @returns its value; null while Redis is away */
  count(key: string, by: number, ttlSeconds: number): Promise<number | null>;
  close(): Promise<void>;
}

/** No Redis configured: everything is an absence. */
export const noRedis: RedisLink = {
  state: () => "off",
  publish: async () => {},
  subscribe: async () => {},
  get: async () => null,
  set: async () => {},
  count: async () => null,
  close: async () => {},
};

/** Connects in the background and keeps trying: a start does not wait for Redis. */
export async function openRedisLink(url: string, logger: Logger): Promise<RedisLink> {
  // Loaded here: a desk without Redis does not pay for it in start-up time and memory.
  const { createClient } = await import("redis");
  const options = {
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout: COMMAND_TIMEOUT_MS },
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (retries: number) => Math.min(100 * 2 ** Math.min(retries, 6), MAX_RECONNECT_DELAY_MS),
    },
  };
  const client = createClient(options);
  const subscriber = client.duplicate();
  let restUntil = 0;
  let wasReady: boolean | null = null;
  const note = (ready: boolean, reason: string) => {
    if (ready === wasReady) return;
    wasReady = ready;
    if (ready) logger.info("redis is up");
    else logger.warn({ reason }, "redis is down; going on without it");
  };
  client.on("ready", () => note(true, ""));
  client.on("error", (error: Error) => note(false, error.message));
  subscriber.on("error", () => {});
  void client.connect().catch(() => {});

  async function attempt<T>(command: () => Promise<T>, absent: T): Promise<T> {
    if (!client.isReady || Date.now() < restUntil) return absent;
    try {
      return await withDeadline(command());
    } catch (error) {
      restUntil = Date.now() + REST_MS;
      note(false, error instanceof Error ? error.message : String(error));
      wasReady = null;
      return absent;
    }
  }

  return {
    state: () => (client.isReady && Date.now() >= restUntil ? "up" : "down"),
    publish: async (channel, message) => void (await attempt(() => client.publish(channel, message), 0)),
    async subscribe(channel, listener) {
      const subscribe = () => void subscriber.subscribe(channel, listener).catch(() => {});
      subscriber.on("ready", subscribe);
      if (subscriber.isReady) subscribe();
      else if (!subscriber.isOpen) void subscriber.connect().catch(() => {});
    },
    get: (key) =>
      attempt(async () => {
        const text = await client.get(key);
        return text === null ? null : Buffer.from(text, "base64");
      }, null),
    set: async (key, bytes, ttlSeconds) =>
      void (await attempt(
        () => client.set(key, bytes.toString("base64"), { expiration: { type: "EX", value: ttlSeconds } }),
        null,
      )),
    count: (key, by, ttlSeconds) =>
      attempt(async () => {
        const [value] = await client.multi().incrBy(key, by).expire(key, ttlSeconds, "NX").exec();
        return typeof value === "number" ? value : null;
      }, null),
    async close() {
      for (const connection of [client, subscriber]) connection.destroy();
    },
  };
}

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${COMMAND_TIMEOUT_MS} ms`)), COMMAND_TIMEOUT_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
