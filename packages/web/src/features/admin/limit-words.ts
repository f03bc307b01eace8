import type { admin } from "../../catalogue/en/admin.ts";

const KINDS: Readonly<Record<string, keyof typeof admin.limitKinds>> = {
  "login, account": "loginAccount",
  "login, address": "loginAddress",
  "login, known device": "loginKnown",
  "second factor": "secondFactor",
  confirmation: "confirmation",
  registration: "registration",
  "password reset, account": "resetAccount",
  "password reset, address": "resetAddress",
};

/** Catalogue key of a kind of limit; null for one that this page does not know yet. */
export function limitKind(kind: string): keyof typeof admin.limitKinds | null {
  return Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? null) : null;
}

// What is counted, and for whom: `login:ip:10.0.0.7`, `login:known:ada@example.com:<device>`.
const PARTS = /^[a-z]+:(?:account|ip|known):(.*)$/;

/** Whom a limit is about: an address of a person or a machine; a device is told by whose it is. */
export function limitSubject(key: string): string {
  const subject = PARTS.exec(key)?.[1] ?? key;
  return key.startsWith("login:known:") ? (subject.split(":")[0] ?? subject) : subject;
}
