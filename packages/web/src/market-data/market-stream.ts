import type { StreamEvent } from "@cryptodesk/shared/market/stream.contract";
import { initialStreamState, nextStreamState, type StreamSignal, type StreamState } from "./stream-state.ts";

/** What a stream of events tells whoever opened it. */
export interface StreamHandlers {
  onEvent: (event: StreamEvent) => void;
  /** The stream is gone for good; the one who opened it decides when to open another. */
  onLost: (reason: string) => void;
}

/** Everything the stream needs from outside; tests bring their own. */
export interface StreamPorts {
  open: (handlers: StreamHandlers) => { close: () => void };
  now: () => number;
  random: () => number;
  /** @returns the way to call it off */
  after: (ms: number, run: () => void) => () => void;
  onTick: (event: Extract<StreamEvent, { type: "tick" }>) => void;
  /** Something may have been missed: fetch again what is on the screen. `noticed`: a person saw the stream fail. */
  onCatchUp: (noticed: boolean) => void;
}

/** What the screen shows of the stream. */
export interface StreamSnapshot {
  state: StreamState;
  /** When the last change arrived, by this machine's clock in ms; null before the first one. */
  lastTickAt: number | null;
}

/**
 * Keeps one live stream open: opens it, reopens it with backoff after a loss, and asks for a refetch whenever it comes
 * back. On reconnecting the lists are fetched again rather than replayed.
 */
export class MarketStream {
  readonly #ports: StreamPorts;
  readonly #listeners = new Set<() => void>();
  #snapshot: StreamSnapshot = { state: initialStreamState, lastTickAt: null };
  #connection: { close: () => void } | null = null;
  #cancelRetry: (() => void) | null = null;
  #wasLost = false;
  #noticed = false;
  #resting = false;

  constructor(ports: StreamPorts) {
    this.#ports = ports;
  }

  /** Closes the stream of a page that nobody sees; it is opened again, and catches up, with {@link wake}. */
  rest(): void {
    this.#resting = true;
    this.#wasLost = true;
    this.stop();
  }

  wake(): void {
    if (!this.#resting) return;
    this.#resting = false;
    this.start();
  }

  start(): void {
    if (this.#resting || this.#connection || this.#snapshot.state.phase === "waiting") return;
    let current = true;
    const opened = this.#ports.open({
      onEvent: (event) => {
        if (current) this.#receive(event);
      },
      onLost: (reason) => {
        if (!current) return;
        current = false;
        this.#lose(reason);
      },
    });
    const connection = {
      close: () => {
        current = false;
        opened.close();
      },
    };
    // `open` may report the loss before it returns.
    if (current) this.#connection = connection;
    else opened.close();
  }

  stop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#connection?.close();
    this.#connection = null;
    this.#move({ ...this.#snapshot, state: initialStreamState });
  }

  /** Tries again at once instead of waiting for the backoff to pass. */
  retryNow(): void {
    if (this.#snapshot.state.phase !== "waiting") return;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#signal({ type: "retry" });
    this.start();
  }

  networkChanged(online: boolean): void {
    this.#signal({ type: online ? "network-back" : "network-lost" });
    const { phase } = this.#snapshot.state;
    if (phase === "offline") {
      this.#cancelRetry?.();
      this.#connection?.close();
      this.#connection = null;
      this.#wasLost = true;
      this.#noticed = true;
    }
    if (online && phase === "connecting") this.start();
  }

  snapshot = (): StreamSnapshot => this.#snapshot;

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #receive(event: StreamEvent): void {
    if (event.type === "bye") {
      this.#lose(event.detail);
      return;
    }
    const now = this.#ports.now();
    this.#signal({ type: "opened", at: now });
    if (this.#wasLost || event.type === "reset") this.#ports.onCatchUp(this.#noticed);
    this.#wasLost = false;
    this.#noticed = false;
    if (event.type !== "tick") return;
    this.#ports.onTick(event);
    this.#move({ ...this.#snapshot, lastTickAt: now });
  }

  #lose(reason: string): void {
    this.#connection?.close();
    this.#connection = null;
    this.#wasLost = true;
    this.#noticed = true;
    this.#signal({ type: "lost", at: this.#ports.now(), random: this.#ports.random(), reason });
    const { state } = this.#snapshot;
    if (state.phase !== "waiting") return;
    this.#cancelRetry?.();
    this.#cancelRetry = this.#ports.after(state.retryAt - this.#ports.now(), () => this.retryNow());
  }

  #signal(signal: StreamSignal): void {
    this.#move({ ...this.#snapshot, state: nextStreamState(this.#snapshot.state, signal) });
  }

  #move(snapshot: StreamSnapshot): void {
    const { state, lastTickAt } = this.#snapshot;
    if (snapshot.state === state && snapshot.lastTickAt === lastTickAt) return;
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}
