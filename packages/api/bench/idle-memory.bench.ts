// Memory of an idle embedded desk with the sandbox's whole history, against PGlite alone on the same rows.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const BACKFILL_LIMIT_S = 900;
const IDLE_S = 45;
const MAIN = fileURLToPath(new URL("../dist/src/main.js", import.meta.url));
const script = fileURLToPath(import.meta.url);

/** PGlite with the extension the desk needs, every row touched once, then idle. */
async function alone(directory: string): Promise<void> {
  const { PGlite } = await import("@electric-sql/pglite");
  const { pg_trgm } = await import("@electric-sql/pglite/contrib/pg_trgm");
  const pglite = await PGlite.create({ dataDir: directory, extensions: { pg_trgm }, relaxedDurability: true });
  await pglite.query("SELECT count(price_usd) FROM price_point");
  await pglite.query("SELECT count(price_usd) FROM listing");
  console.log("ready");
  setInterval(() => void pglite.query("SELECT 1"), 1_000);
}

function residentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1_024;
}

async function untilReady(child: ReturnType<typeof spawn>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => /ready/.test(chunk.toString()) && resolve());
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
  });
}

async function settled(pid: number): Promise<number> {
  const samples: number[] = [];
  for (let second = 0; second < IDLE_S; second += 5) {
    await wait(5_000);
    samples.push(residentMb(pid));
  }
  return Math.min(...samples.slice(-3));
}

async function stopped(child: ReturnType<typeof spawn>): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

async function compare(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "cryptodesk-memory-"));
  const port = "47391";
  const settings = {
    ...process.env,
    CRYPTODESK_DATA_DIR: work,
    PORT: port,
    MARKET_SOURCE: "sandbox",
    LOG_LEVEL: "warn",
  };
  const start = () => spawn(process.execPath, [MAIN], { env: settings, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const filling = start();
    await untilReady(filling);
    await untilBackfilled(port);
    await stopped(filling);

    const ours = start();
    await untilReady(ours);
    await fetch(`http://127.0.0.1:${port}/api/v1/cryptocurrencies?limit=100`);
    const own = await settled(ours.pid ?? 0);
    await stopped(ours);

    cpSync(join(work, "postgres"), join(work, "copy"), { recursive: true });
    const reference = spawn(process.execPath, ["--conditions=source", script, join(work, "copy")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await untilReady(reference);
    const other = await settled(reference.pid ?? 0);
    reference.kill("SIGKILL");
    console.log("idle embedded desk with the sandbox's history, resident memory");
    console.log(
      `  ours ${own.toFixed(0)} MB   PGlite alone ${other.toFixed(0)} MB   ratio ${(own / other).toFixed(2)}`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function untilBackfilled(port: string): Promise<void> {
  for (let second = 0; second < BACKFILL_LIMIT_S; second += 5) {
    await wait(5_000);
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/jobs?name=backfill-history&state=succeeded&limit=1`);
    const { items } = (await answer.json()) as { items: { result: { pending: number } | null }[] };
    if (items[0]?.result?.pending === 0) return;
  }
  throw new Error("the history was not complete in time");
}

const directory = process.argv[2];
if (directory === undefined) await compare();
else await alone(directory);
