import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Daemon, startDaemon } from "./daemon.ts";

/** A throw-away server of this machine, for one test run. Its data goes when it is stopped. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** Stops every process of the server where it stands (SIGSTOP): connections stay open and nothing answers. */
  freeze(): void;
  /** Lets a frozen server go on. */
  thaw(): void;
  /** Ends the processes at once, keeping port and data for `up`. */
  down(): Promise<void>;
  /** Starts it again after `down`, on the same port with the same data. */
  up(): Promise<void>;
  /** Ends it for good and removes its data. Safe to call twice. */
  stop(): Promise<void>;
}

/** `server` is null where the machine lacks the programs; `reason` then says which. */
export type Started = { server: TestServer; reason: null } | { server: null; reason: string };

/** Why Postgres cannot be started here, or null when it can. */
export function postgresAbsence(): string | null {
  return findPostgres() === null ? "no Postgres server programs in PATH or /usr/lib/postgresql" : null;
}

/** Why Redis cannot be started here, or null when it can. */
export function redisAbsence(): string | null {
  return findProgram("redis-server") === null ? "no redis-server in PATH" : null;
}

/**
 * Starts an own Postgres cluster on a free port of 127.0.0.1: superuser `postgres` without password, UTF-8, C collation,
 * not synced to disk.
 * @param settings server settings on top of these, such as `{ fsync: "on", max_connections: "300" }`
 */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<Started> {
  const bin = findPostgres();
  if (bin === null) return { server: null, reason: postgresAbsence() ?? "no Postgres" };
  const home = ownFolder("cryptodesk-postgres-", "postgres");
  const data = join(home.path, "data");
  const initdb = [
    join(bin, "initdb"),
    "-D",
    data,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
  ];
  run(initdb, home);
  const port = await freePort();
  const all = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
    full_page_writes: "off",
    max_connections: "200",
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const launch = () =>
    startDaemon({
      command: join(bin, "postgres"),
      args: ["-D", data, ...flags],
      user: home.user,
      cwd: home.path,
      readyText: "database system is ready to accept connections",
      stopSignal: "SIGQUIT",
    });
  return {
    server: await serve(launch, home.path, port, `postgres://postgres@127.0.0.1:${port}/postgres`),
    reason: null,
  };
}

/** Starts an own Redis on a free port of 127.0.0.1, without persistence: `down` and `up` lose what it held. */
export async function startRedis(): Promise<Started> {
  const command = findProgram("redis-server");
  if (command === null) return { server: null, reason: redisAbsence() ?? "no Redis" };
  const home = ownFolder("cryptodesk-redis-", "redis");
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", home.path];
  const launch = () =>
    startDaemon({
      command,
      args,
      user: home.user,
      cwd: home.path,
      readyText: "eady to accept connections",
      stopSignal: "SIGKILL",
    });
  return { server: await serve(launch, home.path, port, `redis://127.0.0.1:${port}`), reason: null };
}

/** A TCP port of 127.0.0.1 that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no TCP port was given");
  return address.port;
}

/** Full path of a program in PATH or the system folders, or null. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin", "/usr/bin"];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

async function serve(launch: () => Promise<Daemon>, folder: string, port: number, url: string): Promise<TestServer> {
  let daemon = await launch();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  return {
    url,
    port,
    freeze: () => daemon.freeze(),
    thaw: () => daemon.thaw(),
    down: () => daemon.stop(),
    up: async () => {
      await daemon.stop();
      daemon = await launch();
    },
    stop: async () => {
      await daemon.stop();
      process.off("exit", remove);
      remove();
    },
  };
}

interface OwnFolder {
  readonly path: string;
  readonly user: { uid: number; gid: number } | null;
}

/** A new folder under the temporary directory; when we are root it belongs to an ordinary user, as Postgres demands. */
function ownFolder(prefix: string, preferredUser: string): OwnFolder {
  const path = mkdtempSync(join(tmpdir(), prefix));
  const user = process.getuid?.() === 0 ? ordinaryUser(preferredUser) : null;
  if (user !== null) chownSync(path, user.uid, user.gid);
  return { path, user };
}

function ordinaryUser(preferred: string): { uid: number; gid: number } {
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = accounts.find(([name]) => name === preferred) ?? accounts.find(([name]) => name === "nobody");
  return { uid: Number(account?.[2] ?? 65_534), gid: Number(account?.[3] ?? 65_534) };
}

/** The folder of the newest Postgres server programs, or null. */
function findPostgres(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = listFolder(debian).sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) => ["initdb", "postgres"].every((name) => isExecutable(join(folder, name)))) ?? null;
}

function run([command = "", ...args]: readonly string[], { path, user }: OwnFolder): void {
  const done = spawnSync(command, args, { cwd: path, encoding: "utf8", ...(user ?? {}) });
  if (done.status !== 0) throw new Error(`${command} failed: ${done.error?.message ?? done.stderr}`);
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
