import { parseSetCookie } from "cookie";

/** What a request carries. */
export interface Sending {
  /** Access token. */
  token?: string;
  /** API key. */
  key?: string;
  /** Where it comes from, by X-Forwarded-For. */
  ip?: string;
  /** JSON. */
  body?: unknown;
  /** Cookies by name. */
  cookies?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
  /** The text as it came. */
  readonly text: string;
  /** Cookies that were set, by name. */
  readonly cookies: ReadonlyMap<
    string,
    { value: string; httpOnly: boolean; sameSite: string; secure: boolean; path: string; maxAge: number }
  >;
  /** The body, believed to be what the caller expects. */
  json<T>(): T;
}

/** Where a desk takes requests: one process of it, or several in turn. */
export interface DeskDoor {
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
  post(path: string, body: unknown, sending?: Sending): Promise<Answer>;
}

/** The door of one process. */
export function doorAt(url: string): DeskDoor & { readonly url: string } {
  return {
    url,
    send: (method, path, sending) => sendTo(url, method, path, sending),
    post: (path, body, sending) => sendTo(url, "POST", path, { ...sending, body }),
  };
}

/** Sends one request to a desk. @param path below /api/v1; one that begins with `//` is taken from the root */
export async function sendTo(url: string, method: string, path: string, sending: Sending = {}): Promise<Answer> {
  const { token, key, ip, body, cookies, headers } = sending;
  const cookie = Object.entries(cookies ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  const response = await fetch(path.startsWith("//") ? url + path.slice(1) : `${url}/api/v1${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { "x-api-key": key }),
      ...(ip !== undefined && { "x-forwarded-for": ip }),
      ...(cookie !== "" && { cookie }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return answerOf(response);
}

/** Reads a whole answer. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
  const body: unknown = isJson && text !== "" ? JSON.parse(text) : text;
  const cookies = response.headers.getSetCookie().map((line) => {
    const { name, value = "", httpOnly, sameSite, secure, path, maxAge } = parseSetCookie(line);
    const rest = { httpOnly: httpOnly === true, sameSite: String(sameSite), secure: secure === true };
    return [name, { value, ...rest, path: path ?? "", maxAge: maxAge ?? Number.NaN }] as const;
  });
  return {
    status: response.status,
    headers: response.headers,
    body,
    text,
    cookies: new Map(cookies),
    json: <T>() => body as T,
  };
}
