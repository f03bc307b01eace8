import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import { RunRef } from "@cryptodesk/shared/strategy/run.contract";
import { EventStream, eventFrame, Heartbeat, requireEventStream } from "../../../platform/http/event-stream.ts";
import type { StreamDoor } from "../../../platform/http/http-parts.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { RunRuntime } from "./run-runtime.ts";
import { watchRun } from "./watch-run.ts";

const HEARTBEAT = Buffer.from(": heartbeat\n\n");

/** Progress of a run as server-sent events: `run` with the run as it is, `bye` with the reason at the end. */
export class RunStreamDoor implements StreamDoor {
  readonly #runtime: Pick<RunRuntime, "announcements">;
  readonly #maxPendingBytes: number;

  constructor(runtime: Pick<RunRuntime, "announcements">, maxPendingBytes: number) {
    this.#runtime = runtime;
    this.#maxPendingBytes = maxPendingBytes;
  }

  async open(
    request: IncomingMessage,
    response: ServerResponse,
    input: Record<string, unknown>,
    ctx: ServiceContext,
  ): Promise<void> {
    requireEventStream(request);
    const closed = new AbortController();
    const news = watchRun(ctx, this.#runtime, RunRef.parse(input), closed.signal);
    // Whose run it is not is told so with a status, before anything is streamed.
    const first = await news.next();
    const stream = new EventStream(response, this.#maxPendingBytes, () => closed.abort());
    const heartbeat = new Heartbeat(() => stream.send(HEARTBEAT));
    heartbeat.start();
    try {
      for (let next = first; !next.done && stream.open; next = await news.next()) {
        if (!stream.send(eventFrame({ name: "run", data: next.value }))) return stream.end(bye("slow_client"));
      }
      stream.end(bye("ended"));
    } catch (error) {
      stream.end(bye(error instanceof DomainError && error.code === "NOT_FOUND" ? "removed" : "shutting_down"));
    } finally {
      heartbeat.stop();
      closed.abort();
    }
  }

  close(): void {
    this.#runtime.announcements.end();
  }
}

function bye(reason: "ended" | "removed" | "slow_client" | "shutting_down"): Buffer {
  return eventFrame({ name: "bye", data: { type: "bye", reason } });
}
