import type { IncomingMessage, ServerResponse } from "node:http";
import { HttpProblem } from "./http-problem.ts";
import { negotiate } from "./negotiation.ts";

const HEARTBEAT_MS = 15_000;
// Time a dropped client has to take the reason before its socket is cut.
const GOODBYE_MS = 2000;
const EVENT_STREAM = "text/event-stream";

/** One event of a stream as bytes, ready to be sent to many. */
export function eventFrame(event: { id?: string; name: string; data: unknown }): Buffer {
  const id = event.id === undefined ? "" : `id: ${event.id}\n`;
  return Buffer.from(`${id}event: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`);
}

/** @throws HttpProblem 406 where the client does not take event streams */
export function requireEventStream(request: IncomingMessage): void {
  if (negotiate(request.headers.accept, [EVENT_STREAM]) === null) {
    throw new HttpProblem(406, `This resource can be had as ${EVENT_STREAM}.`);
  }
}

/** One client of server-sent events. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #maxPending: number;
  #open = true;

  /** @param maxPending bytes that may wait for the client before it counts as slow */
  constructor(response: ServerResponse, maxPending: number, onClose: () => void) {
    this.#response = response;
    this.#maxPending = maxPending;
    response.once("close", () => {
      this.#open = false;
      onClose();
    });
    // The body lasts as long as the connection: without chunks around each frame, one buffer goes to many as it is.
    response.removeHeader("Transfer-Encoding");
    response.writeHead(200, {
      "Content-Type": EVENT_STREAM,
      "Cache-Control": "no-cache, no-transform",
      "X-Accel-Buffering": "no",
      Connection: "close",
    });
    response.flushHeaders();
    response.socket?.setNoDelay(true);
  }

  get open(): boolean {
    return this.#open;
  }

  /** @returns false when the client has not taken what it was sent before; nothing more is queued then */
  send(frame: Buffer): boolean {
    if (!this.#open) return true;
    if (this.#response.writableLength > this.#maxPending) return false;
    this.#response.socket?.write(frame);
    return true;
  }

  /** Sends a last frame and ends the stream; a client that does not even take that is cut off. */
  end(frame: Buffer): void {
    if (!this.#open) return;
    this.#open = false;
    this.#response.end(frame);
    setTimeout(() => this.#response.destroy(), GOODBYE_MS).unref();
  }
}

/** Calls `beat` every 15 seconds while it is started; it does not keep the process alive. */
export class Heartbeat {
  readonly #beat: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(beat: () => void) {
    this.#beat = beat;
  }

  start(): void {
    this.#timer ??= setInterval(this.#beat, HEARTBEAT_MS).unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}
