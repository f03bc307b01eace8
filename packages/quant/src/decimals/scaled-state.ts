import { fromScaled, toScaled } from "./scaled.ts";

/** A value that JSON keeps. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a state may be made of: scaled amounts, plain values, lists and objects of them. */
type State =
  | null
  | undefined
  | boolean
  | number
  | string
  | bigint
  | readonly State[]
  | { readonly [key: string]: State };

/** A state as JSON: each scaled amount as `{ scaled: "1.5" }`, the decimal text under a key that no state uses. */
export function freezeScaled(state: unknown): Json {
  return freeze(state as State);
}

/** The state that `freezeScaled` made JSON of. What it is depends on what was frozen, which only the caller knows. */
export function thawScaled<T>(frozen: Json): T {
  return thaw(frozen) as T;
}

/** A copy of a state that shares nothing with it. */
export function copyScaled<T>(state: T): T {
  return copy(state as State) as T;
}

function freeze(state: State): Json {
  if (typeof state === "bigint") return { scaled: fromScaled(state) };
  if (state === undefined || state === null || typeof state !== "object") return state ?? null;
  if (isList(state)) return state.map(freeze);
  const frozen: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(state)) if (value !== undefined) frozen[key] = freeze(value);
  return frozen;
}

function thaw(frozen: Json): State {
  if (frozen === null || typeof frozen !== "object") return frozen;
  if (Array.isArray(frozen)) return frozen.map(thaw);
  if (typeof frozen.scaled === "string") return toScaled(frozen.scaled);
  return Object.fromEntries(Object.entries(frozen).map(([key, value]) => [key, thaw(value)]));
}

function copy(state: State): State {
  if (state === null || typeof state !== "object") return state;
  if (isList(state)) return state.map(copy);
  return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, copy(value)]));
}

function isList(state: object): state is readonly State[] {
  return Array.isArray(state);
}
