import { createHmac } from "node:crypto";
import type { BrowserContext } from "playwright-core";
import type { DeskProcess } from "./desk-process.ts";

/** The account that journeys make first: admin of the desk. */
export const ADMIN = { email: "ada@desk.example", name: "Ada Lovelace", password: "violet harbour at nine 47" };

/** Makes the first account with the token that the desk printed. */
export async function registerFirst(desk: DeskProcess): Promise<void> {
  await ask(desk, "auth/register", { ...ADMIN, setupToken: desk.setupToken });
}

/** Signs every page of a browser context in, those that are opened later as well. */
export async function signIn(context: BrowserContext, desk: Pick<DeskProcess, "url">, account = ADMIN): Promise<void> {
  const { email, password } = account;
  const answer = await context.request.post(`${desk.url}/api/v1/auth/login`, {
    data: { email, password, client: "browser" },
  });
  if (!answer.ok()) throw new Error(`the sign-in answered ${answer.status()}: ${await answer.text()}`);
}

/** An access token of the account, for asking the API directly. */
export async function tokenOf(desk: DeskProcess, account = ADMIN): Promise<string> {
  const { email, password } = account;
  const answer = await ask(desk, "auth/login", { email, password });
  if (typeof answer !== "object" || answer === null || !("accessToken" in answer)) throw new Error("no access token");
  return String(answer.accessToken);
}

/** Asks the REST API. */
export async function ask(desk: DeskProcess, path: string, body: unknown, token?: string): Promise<unknown> {
  const headers = {
    "content-type": "application/json",
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const answer = await fetch(`${desk.url}/api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return text === "" ? null : JSON.parse(text);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

/** The six digits that an authenticator app shows (RFC 6238, SHA-1, 30 s). */
export function totpCode(secret: string, atMs: number): string {
  const bits = [...secret.replace(/=+$/, "")].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / STEP_MS)));
  const digest = createHmac("sha1", Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))))
    .update(counter)
    .digest();
  const at = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
