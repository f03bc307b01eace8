import type { IncomingMessage, ServerResponse } from "node:http";
import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import { type StreamEvent, WatchInput } from "@cryptodesk/shared/market/stream.contract";
import { EventStream, eventFrame, Heartbeat, requireEventStream } from "../../platform/http/event-stream.ts";
import type { StreamDoor } from "../../platform/http/http-parts.ts";
import type { Clock } from "../../platform/service-context.ts";
import {
  byeEvent,
  type ChangeFilter,
  changeFilter,
  continueWith,
  helloEvent,
  type StreamStart,
  streamStart,
  tickEvent,
} from "./market-stream.ts";
import type { MarketTick, MarketTicks, TickListener } from "./market-ticks.ts";

export interface MarketStreamParts {
  readonly ticks: MarketTicks;
  readonly simulated: () => boolean;
  readonly clock: Clock;
  /** Bytes that may wait for one client. */
  readonly maxPendingBytes: number;
}

/** Live changes as server-sent events: each distinct frame is made once and written to all its clients. */
export class MarketStreamDoor implements StreamDoor {
  readonly #parts: MarketStreamParts;
  readonly #groups = new Map<string, FilterGroup>();
  readonly #clients = new Set<MarketStreamClient>();
  readonly #heartbeat = new Heartbeat(() => this.#beat());

  constructor(parts: MarketStreamParts) {
    this.#parts = parts;
  }

  async open(request: IncomingMessage, response: ServerResponse, given: Record<string, unknown>): Promise<void> {
    requireEventStream(request);
    const header = request.headers["last-event-id"];
    const input = WatchInput.parse(header === undefined ? given : { ...given, lastEventId: header });
    const { ticks, simulated, clock, maxPendingBytes } = this.#parts;
    const group = this.#join(changeFilter(input));
    const client = new MarketStreamClient(ticks, group, streamStart(input, ticks));
    if (!ticks.enter(client)) {
      this.#leave(group);
      throw unavailable(byeText(ticks.ended), 5);
    }
    const closed = () => {
      ticks.leave(client);
      this.#clients.delete(client);
      this.#leave(group);
    };
    client.stream = new EventStream(response, maxPendingBytes, closed);
    this.#clients.add(client);
    this.#heartbeat.start();
    await client.begin(helloEvent(client.position, simulated(), clock()));
  }

  close(): void {
    this.#heartbeat.stop();
    this.#parts.ticks.end();
  }

  #join(filter: ChangeFilter): FilterGroup {
    const group = this.#groups.get(filter.key) ?? new FilterGroup(filter);
    group.clients += 1;
    this.#groups.set(filter.key, group);
    return group;
  }

  #leave(group: FilterGroup): void {
    group.clients -= 1;
    if (group.clients === 0) this.#groups.delete(group.filter.key);
    if (this.#groups.size === 0) this.#heartbeat.stop();
  }

  // The id moves clients on whose coins did not change, so that they can resume from here.
  #beat(): void {
    const frame = Buffer.from(`id: ${this.#parts.ticks.version}\n: heartbeat\n\n`);
    for (const client of this.#clients) client.beat(frame);
  }
}

function byeText(ended: boolean): string {
  return ended ? "The server stops." : "This server holds as many streams as it may.";
}

function frameOf(version: number, event: StreamEvent): Buffer {
  return eventFrame({ id: String(version), name: event.type, data: event });
}

/** Clients with the same filter: they share one frame of each tick. */
class FilterGroup {
  readonly filter: ChangeFilter;
  clients = 0;
  #tick: MarketTick | null = null;
  #frame: Buffer | null = null;

  constructor(filter: ChangeFilter) {
    this.filter = filter;
  }

  /** @returns null where the filter lets nothing of the tick through */
  frame(tick: MarketTick): Buffer | null {
    if (this.#tick !== tick) {
      const event = tickEvent(tick, this.filter);
      this.#frame = event && frameOf(tick.version, event);
      this.#tick = tick;
    }
    return this.#frame;
  }
}

class MarketStreamClient implements TickListener {
  stream: EventStream | null = null;
  position: number;
  readonly #start: StreamStart;
  readonly #ticks: MarketTicks;
  readonly #group: FilterGroup;
  #catchingUp = true;

  constructor(ticks: MarketTicks, group: FilterGroup, start: StreamStart) {
    this.#ticks = ticks;
    this.#group = group;
    this.#start = start;
    this.position = start.position;
  }

  async begin(hello: StreamEvent): Promise<void> {
    this.#send(frameOf(this.position, hello));
    if (this.#start.reset) this.#send(frameOf(this.position, this.#start.reset));
    await this.catchUp();
  }

  onTick(tick: MarketTick, previous: number): void {
    if (this.#catchingUp || this.position >= tick.version) return;
    if (this.position === previous) {
      this.position = tick.version;
      const frame = this.#group.frame(tick);
      if (frame) this.#send(frame);
      return;
    }
    // It stands elsewhere after resuming from the database: it gets a frame of its own, once.
    void this.catchUp();
  }

  onEnd(): void {
    this.stream?.end(eventFrame({ name: "bye", data: byeEvent("shutting_down") }));
  }

  beat(frame: Buffer): void {
    if (!this.#catchingUp && this.position === this.#ticks.version) this.#send(frame);
  }

  /** Sends what the client has missed; ticks that come meanwhile are part of it. */
  async catchUp(): Promise<void> {
    this.#catchingUp = true;
    try {
      while (this.stream?.open) {
        const next = this.#ticks.continuation(this.position) ?? (await this.#ticks.changesSince(this.position));
        const step = continueWith(next, this.#group.filter, this.position, this.#ticks.version);
        if (step.event) this.#send(frameOf(step.position, step.event));
        if (step.position === this.position) break;
        this.position = step.position;
      }
    } finally {
      this.#catchingUp = false;
    }
  }

  #send(frame: Buffer): void {
    if (this.stream?.send(frame) !== false) return;
    this.#ticks.leave(this, "slow_client");
    this.stream.end(eventFrame({ name: "bye", data: byeEvent("slow_client") }));
  }
}
