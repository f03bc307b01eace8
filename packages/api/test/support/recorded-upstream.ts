import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";

const repository = path.resolve(import.meta.dirname, "../../../..");
const shared = path.resolve(repository, "..", "shared");

/** Recorded payloads and the server that answers with them lie beside the checkout; tests without them are skipped. */
export const hasRecordings = existsSync(path.join(shared, "upstream", "serve.mjs"));

/** A recorded file as text, unpacked. `file` is relative to the recordings, e.g. `upstream/coingecko/ping/ping.json`. */
export function readRecording(file: string): string {
  const bytes = readFileSync(path.join(shared, "data", file));
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** The body of a recorded JSON answer, whether stored bare or in an envelope with headers. */
export function readRecordedBody(file: string): unknown {
  const stored: unknown = JSON.parse(readRecording(file));
  if (typeof stored !== "object" || stored === null || !("response" in stored)) return stored;
  const { response } = stored;
  const hasText = typeof response === "object" && response !== null && "body_text" in response;
  return hasText ? JSON.parse(String(response.body_text)) : stored;
}

export interface RecordedUpstream {
  /** e.g. http://127.0.0.1:40123 */
  url: string;
  /** POST /control/{name}, e.g. `control("fault", { provider: "coingecko", kind: "429" })`. */
  control(name: "fault" | "clear" | "capture", body?: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts the stand-in for all providers on a free port; its recordings end now unless `rebase` is false. */
export async function startRecordedUpstream({ rebase = true } = {}): Promise<RecordedUpstream> {
  const script = path.join(shared, "upstream", "serve.mjs");
  const child = spawn(process.execPath, [script, "--port", "0", ...(rebase ? ["--rebase"] : [])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await firstAddress(child);
  return {
    url,
    control: async (name, body = {}) => {
      const answer = await fetch(`${url}/control/${name}`, { method: "POST", body: JSON.stringify(body) });
      return answer.json();
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, "exit");
    },
  };
}

async function firstAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("the recorded upstream has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error("the recorded upstream ended before it listened");
}
