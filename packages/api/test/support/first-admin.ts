import type { DeskProcess } from "./desk-process.ts";

const EMAIL = "admin@example.com";
const PASSWORD = "correct horse battery staple";
const signedIn = new WeakMap<object, Promise<string>>();

/**
 * Authorization of a desk's first account, made with the setup token that the desk printed.
 * @param others processes of the same desk: any of them may have printed the token that holds
 */
export function firstAdmin(
  desk: Pick<DeskProcess, "url" | "output">,
  ...others: Pick<DeskProcess, "output">[]
): Promise<string> {
  const known = signedIn.get(desk) ?? signInFirst(desk.url, [desk, ...others]);
  signedIn.set(desk, known);
  return known;
}

async function signInFirst(url: string, desks: readonly Pick<DeskProcess, "output">[]): Promise<string> {
  const tokens = desks.flatMap((desk) => /setup token: (\S+)/.exec(desk.output())?.[1] ?? []);
  for (const setupToken of tokens) await post(url, "register", { email: EMAIL, password: PASSWORD, setupToken });
  const answer = await post(url, "login", { email: EMAIL, password: PASSWORD });
  const { accessToken } = (await answer.json()) as { accessToken?: string };
  if (accessToken === undefined) throw new Error(`nobody could sign in at ${url}: ${answer.status}`);
  return `Bearer ${accessToken}`;
}

function post(url: string, path: string, body: object): Promise<Response> {
  return fetch(`${url}/api/v1/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
