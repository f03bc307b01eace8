import { StreamEvent } from "@cryptodesk/shared/market/stream.contract";
import { untilSeen } from "./until-seen.ts";

/** One event of a market stream as it arrived. */
export interface ReceivedEvent {
  readonly id: string | null;
  readonly event: StreamEvent;
  /** When it arrived, ms. */
  readonly at: number;
}

type Tick = Extract<StreamEvent, { type: "tick" }>;

/** An open stream whose events are kept. */
export interface StreamReader {
  readonly events: readonly ReceivedEvent[];
  /** The ticks so far, oldest first. */
  ticks(): (Tick & { receivedAt: number })[];
  /** The first event of this type, waiting for it. */
  first<T extends StreamEvent["type"]>(type: T, withinMs?: number): Promise<Extract<StreamEvent, { type: T }>>;
  /** Resolves when the server has ended it, or it was closed here. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens `/api/v1/market/stream`; resolves once the server has answered. @throws where that is not a stream */
export async function openStream(
  url: string,
  { query = "", headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<StreamReader> {
  const controller = new AbortController();
  const answer = await fetch(`${url}/api/v1/market/stream${query}`, { signal: controller.signal, headers });
  if (!answer.headers.get("content-type")?.includes("text/event-stream"))
    throw new Error(`no stream: ${answer.status} ${await answer.text()}`);
  const events: ReceivedEvent[] = [];
  const ended = collect(answer, events).catch(() => {});
  return {
    events,
    ticks: () => events.flatMap(({ event, at }) => (event.type === "tick" ? [{ ...event, receivedAt: at }] : [])),
    first: (type, withinMs = 30_000) =>
      untilSeen(`a ${type} event`, () => events.map(({ event }) => event).find(isOf(type)) ?? null, { withinMs }),
    ended,
    close: () => controller.abort(),
  };
}

function isOf<T extends StreamEvent["type"]>(type: T) {
  return (event: StreamEvent): event is Extract<StreamEvent, { type: T }> => event.type === type;
}

async function collect(answer: Response, events: ReceivedEvent[]): Promise<void> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const frames = text.split("\n\n");
    text = frames.pop() ?? "";
    for (const frame of frames) {
      const received = parseFrame(frame);
      if (received) events.push(received);
    }
  }
}

function parseFrame(frame: string): ReceivedEvent | null {
  const field = (name: string) =>
    frame
      .split("\n")
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? null;
  const data = field("data");
  return data === null ? null : { id: field("id"), event: StreamEvent.parse(JSON.parse(data)), at: Date.now() };
}
