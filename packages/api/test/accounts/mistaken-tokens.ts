import type { Sending } from "../support/identity-answer.ts";
import type { IdentityDesk, Person } from "../support/identity-desk.ts";

/** One of every secret that somebody may hold. */
export interface Secrets {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Of a link that sets a password. */
  readonly link: string;
  readonly key: string;
}

/** A secret where another belongs: to be refused as 401. */
export interface Mistake {
  readonly what: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly sending: Sending;
}

/** @param admin makes an account for the link */
export async function secretsOf(desk: IdentityDesk, admin: Person): Promise<Secrets> {
  const { accessToken, refreshToken } = await desk.signIn(admin);
  const email = `new-${admin.id}@example.com`;
  const made = await desk.post("/admin/accounts", { email }, { token: accessToken });
  const { token: link } = made.json<{ token: string }>();
  return { accessToken, refreshToken: refreshToken ?? "", link, key: await desk.keyOf(admin, ["account:read"]) };
}

/** Each secret where each other one belongs. */
export function mistakesWith({ accessToken, refreshToken, link, key }: Secrets): Mistake[] {
  const get = (what: string, sending: Sending): Mistake => ({ what, method: "GET", path: "/account", sending });
  const post = (what: string, path: string, body: object): Mistake => ({
    what,
    method: "POST",
    path,
    sending: { body },
  });
  return [
    ...Object.entries({ refreshToken, link }).flatMap(([name, wrong]) => [
      get(`${name} for an access token`, { token: wrong }),
      get(`${name} for a key`, { key: wrong }),
    ]),
    ...Object.entries({ accessToken: accessToken.slice(0, 200), link, key }).map(([name, wrong]) =>
      post(`${name} for a refresh token`, "/auth/refresh", { refreshToken: wrong }),
    ),
    ...Object.entries({ refreshToken, key }).flatMap(([name, wrong]) => [
      post(`${name} for a link`, "/auth/password-reset/confirm", {
        token: wrong,
        password: "a password nobody uses 7",
      }),
      post(`${name} for an address`, "/auth/verify-email", { token: wrong }),
      post(`${name} for a challenge`, "/auth/second-factor", { challenge: wrong, code: "123456" }),
    ]),
    post("link for an address", "/auth/verify-email", { token: link }),
    post("link for a challenge", "/auth/second-factor", { challenge: link, code: "123456" }),
  ];
}
