import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";

/** What the pages know of who is signed in. */
export interface SessionSnapshot {
  /** `starting`: whether this browser's session still holds is being asked. */
  state: "starting" | "anonymous" | "signedIn";
  /** Who asks: the account acted as, where an admin acts as somebody. */
  me: Me | null;
  /** The session was ended elsewhere. `me` stays, so that pages and forms do; nothing can be asked until a new sign-in. */
  ended: boolean;
  /** An admin acts as `me`. */
  acting: boolean;
  /** The desk shows nothing to people who have not signed in. */
  closed: boolean;
}

/** What tabs of one browser tell each other. */
export type SessionMessage =
  | { type: "signedIn"; answer: TokenAnswer }
  | { type: "refreshed"; answer: TokenAnswer }
  | { type: "signedOut" };

/** Everything the session needs from outside; tests bring their own. */
export interface SessionPorts {
  /** Value of the readable cookie that comes and goes with the session; null where there is no session. */
  csrfToken: () => string | null;
  refresh: (csrfToken: string) => Promise<TokenAnswer>;
  leave: (csrfToken: string) => Promise<void>;
  refreshActing: (refreshToken: string) => Promise<TokenAnswer>;
  leaveActing: (accessToken: string) => Promise<void>;
  /** Whether an error is the server's refusal rather than its absence. */
  isRefusal: (error: unknown) => boolean;
  /** Whether the desk shows the market to anybody. */
  readsAnonymously: () => Promise<boolean>;
  /** Runs in one tab at a time. */
  alone: <Value>(run: () => Promise<Value>) => Promise<Value>;
  tell: (message: SessionMessage) => void;
  /** ms since the epoch */
  now: () => number;
}

interface Tokens {
  accessToken: string;
  /** ms since the epoch */
  expiresAt: number;
  refreshToken: string | null;
}

// A request under way must not arrive with a token that has just run out.
const EARLY_MS = 60_000;
// While the server is away, not every request asks again.
const RETRY_MS = 2_000;

/**
 * Holds the access token in memory and keeps it fresh, for one tab. The refresh token is in a cookie no script can read;
 * a readable cookie beside it says that there is one.
 */
export class SessionKeeper {
  readonly #ports: SessionPorts;
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Set<(token: string) => void>();
  #own: Tokens | null = null;
  #acting: Tokens | null = null;
  /** The person at the keyboard, whoever they act as. */
  #self: Me | null = null;
  #refreshing: Promise<void> | null = null;
  #retryAt = 0;
  #snapshot: SessionSnapshot;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    const state = ports.csrfToken() === null ? "anonymous" : "starting";
    this.#snapshot = { state, me: null, ended: false, acting: false, closed: false };
  }

  snapshot = (): SessionSnapshot => this.#snapshot;

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks once whether this browser's session still holds; nothing is asked where it has none. */
  async start(): Promise<void> {
    if (this.#snapshot.state === "starting") await this.#refresh(null);
  }

  /** The token to send, fresh for at least a minute where the server can be reached; null: nobody is signed in. */
  take = async (): Promise<string | null> => {
    if (this.#acting) return this.#takeActing(this.#acting);
    const { state, ended } = this.#snapshot;
    if (state === "anonymous" || ended) return null;
    if (this.#own && this.#isFresh(this.#own)) return this.#own.accessToken;
    await this.#refresh(this.#own?.accessToken ?? null);
    return this.#own?.accessToken ?? null;
  };

  /** See {@link TokenSource.refused}. */
  refused = async (sent: string | null, patient: boolean): Promise<string | null> => {
    if (this.#acting && this.#acting.accessToken === sent) this.#endActing();
    if (this.#acting) return this.#acting.accessToken;
    if (this.#own && this.#own.accessToken !== sent) return this.#own.accessToken;
    if (this.#own) {
      await this.#refresh(sent);
      if (this.#own && this.#own.accessToken !== sent) return this.#own.accessToken;
      // The server could not be asked: the refusal stands, and so does the session.
      if (this.#own) return null;
    }
    if (!patient) return null;
    if (this.#snapshot.state !== "signedIn" && !(await this.#findClosed())) return null;
    // Somebody may have signed in while that was asked.
    if (this.#isSignedIn()) return this.take();
    return new Promise((resolve) => this.#waiting.add(resolve));
  };

  /** Takes over what a sign-in answered, here and in the other tabs. */
  adopt(answer: TokenAnswer): void {
    this.#take(answer);
    this.#ports.tell({ type: "signedIn", answer });
  }

  /**
   * Ends the session, here, on the server and in the other tabs.
   * @throws where the server cannot be reached: the session goes on then
   */
  async signOut(): Promise<void> {
    if (this.#acting) await this.stopActing();
    await this.#ports.alone(async () => {
      const csrfToken = this.#ports.csrfToken();
      if (csrfToken === null) return;
      await this.#ports.leave(csrfToken).catch((error: unknown) => {
        if (!this.#ports.isRefusal(error)) throw error;
      });
    });
    this.#own = null;
    this.#self = null;
    this.#move({ state: "anonymous", me: null, ended: false, acting: false });
    this.#ports.tell({ type: "signedOut" });
  }

  /** Acts as somebody else, in this tab and until it is closed or loaded again. */
  actAs(answer: TokenAnswer): void {
    this.#acting = this.#tokensOf(answer);
    this.#move({ me: answer.me, acting: true });
  }

  /** Ends that session and returns to one's own. */
  async stopActing(): Promise<void> {
    const acting = this.#acting;
    if (!acting) return;
    this.#endActing();
    // It ends by itself within the hour where the server is not reached now.
    await this.#ports.leaveActing(acting.accessToken).catch(() => undefined);
  }

  /** What the account says of itself has changed. */
  updateMe(me: Me): void {
    if (this.#snapshot.me?.id !== me.id) return;
    if (!this.#acting) this.#self = me;
    this.#move({ me });
  }

  /** What another tab did. */
  receive(message: SessionMessage): void {
    if (message.type === "signedOut") this.#end();
    else this.#take(message.answer);
  }

  /** The page may be long asleep, and another tab may have signed out unheard. */
  check(): void {
    if (this.#snapshot.state === "signedIn" && this.#ports.csrfToken() === null) this.#end();
  }

  #take(answer: TokenAnswer): void {
    this.#own = this.#tokensOf(answer);
    this.#self = answer.me;
    const acting = this.#acting !== null;
    this.#move({ state: "signedIn", ended: false, ...(!acting && { me: answer.me }) });
    const held = [...this.#waiting];
    this.#waiting.clear();
    for (const release of held) release(answer.accessToken);
  }

  #refresh(stale: string | null): Promise<void> {
    this.#refreshing ??= this.#renew(stale).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #renew(stale: string | null): Promise<void> {
    if (this.#ports.now() < this.#retryAt) return;
    await this.#ports.alone(async () => {
      // Another tab may have refreshed while this one waited its turn.
      if (this.#own && this.#own.accessToken !== stale) return;
      const csrfToken = this.#ports.csrfToken();
      if (csrfToken === null) return this.#end();
      try {
        const answer = await this.#ports.refresh(csrfToken);
        this.#take(answer);
        this.#ports.tell({ type: "refreshed", answer });
      } catch (error) {
        if (this.#ports.isRefusal(error)) this.#end();
        else this.#retryAt = this.#ports.now() + RETRY_MS;
      }
    });
  }

  async #takeActing(acting: Tokens): Promise<string | null> {
    if (this.#isFresh(acting) || acting.refreshToken === null) return acting.accessToken;
    try {
      const answer = await this.#ports.refreshActing(acting.refreshToken);
      if (this.#acting === acting) this.actAs(answer);
      return answer.accessToken;
    } catch (error) {
      if (!this.#ports.isRefusal(error)) return acting.accessToken;
      this.#endActing();
      return this.take();
    }
  }

  #endActing(): void {
    this.#acting = null;
    this.#move({ acting: false, me: this.#self });
  }

  #end(): void {
    this.#own = null;
    this.#acting = null;
    if (this.#snapshot.state === "signedIn") this.#move({ ended: true, acting: false, me: this.#self });
    else this.#move({ state: "anonymous" });
  }

  async #findClosed(): Promise<boolean> {
    const closed = this.#snapshot.closed || !(await this.#ports.readsAnonymously().catch(() => true));
    if (closed) this.#move({ closed });
    return closed;
  }

  #isSignedIn(): boolean {
    return this.#own !== null || this.#acting !== null;
  }

  #isFresh({ expiresAt }: Tokens): boolean {
    return expiresAt - this.#ports.now() > EARLY_MS;
  }

  #tokensOf({ accessToken, expiresIn, refreshToken }: TokenAnswer): Tokens {
    return { accessToken, expiresAt: this.#ports.now() + expiresIn * 1_000, refreshToken };
  }

  #move(change: Partial<SessionSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
