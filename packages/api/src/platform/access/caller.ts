/** Sets cookies on the answer; a name is chosen by whether the connection is secure. */
export interface CookieJar {
  get(name: string): string | undefined;
  /** @param options.sameSite `strict` unless a person who comes back from another site has to bring it */
  set(name: string, value: string, options: { httpOnly: boolean; maxAgeSeconds: number; sameSite?: "lax" }): void;
  clear(name: string): void;
}

/** What is known of the machine that asks. */
export interface Caller {
  /** Address by TRUST_PROXY; null where there is no connection, e.g. in a job. */
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly cookies: CookieJar;
  /** Value of X-CSRF-Token. */
  readonly csrfToken: string | null;
  /** False where the browser says that another site made the request. */
  readonly sameSite: boolean;
}

/** No machine: the desk itself. */
export const noCaller: Caller = {
  ip: null,
  userAgent: null,
  cookies: { get: () => undefined, set: () => {}, clear: () => {} },
  csrfToken: null,
  sameSite: true,
};
