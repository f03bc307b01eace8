import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../../api/dist/src/main.js", import.meta.url));
const APP = fileURLToPath(new URL("../../dist/app/index.html", import.meta.url));
const START_MS = 60_000;
const HISTORY_MS = 300_000;

/** Why no desk can be started here; null when it can. */
export function missingForDesk(): string | null {
  if (!existsSync(MAIN)) return "the API is not built";
  return existsSync(APP) ? null : "the web app is not built";
}

const SETUP_TOKEN = /needs this setup token: (\S+)/;

/** The built desk on a free port with the simulated market and a data directory of its own. */
export class DeskProcess {
  readonly url: string;
  readonly #port: number;
  readonly #dataDir: string;
  readonly #settings: Record<string, string>;
  #child: ChildProcess | null = null;
  #printed = "";

  constructor(port: number, dataDir: string, settings: Record<string, string> = {}) {
    this.#port = port;
    this.#dataDir = dataDir;
    this.#settings = settings;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(settings: Record<string, string> = {}): Promise<DeskProcess> {
    const desk = new DeskProcess(await freePort(), mkdtempSync(join(tmpdir(), "cryptodesk-web-")), settings);
    await desk.resume();
    return desk;
  }

  /** The token with which the first account is made, as the desk printed it. */
  get setupToken(): string {
    const token = SETUP_TOKEN.exec(this.#printed)?.[1];
    if (token === undefined) throw new Error("the desk printed no setup token: it has an account already");
    return token;
  }

  /** Starts the process, unless it runs, on the same port and data, and waits until the market can be read. */
  async resume(): Promise<void> {
    if (this.#child !== null && this.#child.exitCode === null) return;
    const environment = { PORT: String(this.#port), CRYPTODESK_DATA_DIR: this.#dataDir, SANDBOX_TICK_SECONDS: "1" };
    // One browser plays many people here, and faster than people are.
    const limits = { LIMIT_SIGN_INS_PER_MINUTE: "0", LIMIT_WRITES_PER_MINUTE: "0", LIMIT_READS_PER_MINUTE: "0" };
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH ?? "",
        MARKET_SOURCE: "sandbox",
        LOG_LEVEL: "error",
        ...environment,
        ...limits,
        ...this.#settings,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#printed += text;
    });
    this.#child = child;
    const deadline = Date.now() + START_MS;
    while (!(await this.#hasMarket())) {
      if (child.exitCode !== null) throw new Error(`the desk stopped with code ${child.exitCode}`);
      if (Date.now() > deadline) throw new Error("the desk has no market after a minute");
      await wait(200);
    }
  }

  /** Waits until a new desk has fetched its coins' history, which takes it a minute and a core of the machine. */
  async historyFilled(): Promise<void> {
    const deadline = Date.now() + HISTORY_MS;
    while (!(await this.#hasHistory())) {
      if (Date.now() > deadline) throw new Error("the desk still fetches history after five minutes");
      await wait(1_000);
    }
  }

  /** Ends the process without warning, as a crash does. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }

  async #hasHistory(): Promise<boolean> {
    const answer = await fetch(`${this.url}/api/v1/jobs?name=backfill-history&state=succeeded&limit=1`);
    const { items }: { items: { result: { pending?: number } | null }[] } = await answer.json();
    return items[0]?.result?.pending === 0;
  }

  async #hasMarket(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/api/v1/cryptocurrencies?limit=1`);
      // A desk that shows nothing to strangers says so once it is up.
      if (answer.status === 401) return true;
      const body: unknown = await answer.json();
      return answer.ok && JSON.stringify(body).includes('"priceUsd"');
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
}
