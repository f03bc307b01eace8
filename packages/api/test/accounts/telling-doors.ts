import type { Answer, DeskDoor } from "../support/identity-answer.ts";

const ROUNDS = 31;
// A machine that does other things at the time makes a measurement worthless, not the answer different.
const MEASUREMENTS = 8;
/** Between medians. */
export const ALLOWED_RATIO = 1.2;
const NEW_PASSWORD = "a password nobody uses 7";

/** Knocks for an address that somebody may have. */
export type Knock = (email: string) => Promise<Answer>;

let turns = 0;

/** Ways to find out who has an account, by what they are. */
export function tellingDoors(desk: DeskDoor): Record<TellingDoor, Knock> {
  return {
    "signing in": (email) => desk.post("/auth/login", { email, password: "not the password" }, anywhere()),
    "signing in by form fields": (email) =>
      desk.post("/auth/login", { username: email, password: "not it" }, anywhere()),
    registering: (email) => desk.post("/auth/register", { email, password: NEW_PASSWORD }, anywhere()),
    "asking for a new password": (email) => desk.post("/auth/password-reset", { email }, anywhere()),
  };
}
export const TELLING_DOORS = [
  "signing in",
  "signing in by form fields",
  "registering",
  "asking for a new password",
] as const;
export type TellingDoor = (typeof TELLING_DOORS)[number];

/** What an answer shows: status, body, and the names of its headers; not what is different in every answer. */
export function shapeOf({ status, body, headers, cookies }: Answer) {
  const same = typeof body === "object" && body !== null ? { ...body, requestId: "", instance: "" } : body;
  return { status, body: same, headers: [...headers.keys()].sort(), cookies: [...cookies.keys()] };
}

/**
 * How far apart answers come for an address that somebody has and for addresses that nobody has.
 * @param forget what is counted of tries, before each; not measured
 * @returns of the medians the larger over the smaller: the first of a few measurements that is allowed, or the least
 */
export async function ratioOfTimes(knock: Knock, known: string, forget: () => Promise<void>): Promise<number> {
  const ratios: number[] = [];
  while (ratios.length < MEASUREMENTS && (ratios.at(-1) ?? Number.POSITIVE_INFINITY) > ALLOWED_RATIO) {
    ratios.push(await measuredRatio(knock, known, forget));
  }
  return Math.min(...ratios);
}

async function measuredRatio(knock: Knock, known: string, forget: () => Promise<void>): Promise<number> {
  const times: { here: number[]; nobody: number[] } = { here: [], nobody: [] };
  const timed = async (email: string) => {
    await forget();
    const began = performance.now();
    await knock(email);
    return performance.now() - began;
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = async () => times.here.push(await timed(known));
    const other = async () => times.nobody.push(await timed(unknownAddress()));
    // Neither always comes first.
    for (const each of round % 2 ? [one, other] : [other, one]) await each();
  }
  const [here, nobody] = [median(times.here), median(times.nobody)];
  return Math.max(here, nobody) / Math.min(here, nobody);
}

/** An address that nobody has. */
export function unknownAddress(): string {
  turns += 1;
  return `nobody-${turns}@example.com`;
}

/** From another machine each time. */
export function anywhere(): { ip: string } {
  turns += 1;
  return { ip: `192.0.${Math.floor(turns / 250) % 250}.${(turns % 250) + 1}` };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
