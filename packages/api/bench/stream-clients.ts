// Many clients of one event stream in a process of their own: <port> <path> <clients>. Speaks with its parent by IPC.
import { connect, type Socket } from "node:net";

export interface ClientsReport {
  clients: number;
  /** Ticks that all clients together received after everybody was connected, and those that some client did not. */
  ticks: number;
  missed: number;
  /** Milliseconds from the newest change in a tick to its arrival; and from each change, so with the wait for the tick. */
  p50: number;
  p99: number;
  max: number;
  fromChangeP99: number;
}

// Parsing every frame of every client would measure this process; a sample does for single changes.
const PARSED_OF = 50;

class StreamClient {
  readonly ids: number[] = [];
  readonly delays: number[] = [];
  readonly changeDelays: number[] = [];
  greeted = false;
  readonly socket: Socket;
  readonly #parses: boolean;
  #rest = "";

  constructor(port: number, path: string, parses: boolean, onGreeted: () => void) {
    this.#parses = parses;
    this.socket = connect(port, "127.0.0.1");
    this.socket.setEncoding("latin1").on("error", () => undefined);
    this.socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n`);
    this.socket.on("data", (chunk) => {
      if (!this.greeted) {
        this.greeted = true;
        onGreeted();
      }
      this.#take(String(chunk));
    });
  }

  /** Measuring begins here. */
  forget(): void {
    for (const list of [this.ids, this.delays, this.changeDelays]) list.length = 0;
  }

  #take(chunk: string): void {
    const now = Date.now();
    const text = this.#rest + chunk;
    let end = text.indexOf("\n\n");
    let start = 0;
    while (end !== -1) {
      this.#frame(text.slice(start, end), now);
      start = end + 2;
      end = text.indexOf("\n\n", start);
    }
    this.#rest = text.slice(start);
  }

  #frame(frame: string, now: number): void {
    const id = frame.indexOf("id: ");
    const at = frame.indexOf('"at":"');
    if (id === -1 || at === -1 || !frame.includes('"type":"tick"')) return;
    this.ids.push(Number.parseInt(frame.slice(id + 4), 10));
    this.delays.push(now - Date.parse(frame.slice(at + 6, at + 30)));
    if (!this.#parses) return;
    for (const [, time] of frame.matchAll(/"asOf":"([^"]{24})"/g)) this.changeDelays.push(now - Date.parse(time ?? ""));
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function report(clients: readonly StreamClient[], from: number): ClientsReport {
  const seen = clients.map(({ ids }) => ids.filter((id) => id > from));
  // The last tick may still be on its way to some.
  const last = Math.min(...seen.map((ids) => ids.at(-1) ?? 0));
  const expected = new Set(seen.flat().filter((id) => id <= last));
  const missed = seen.reduce((sum, ids) => sum + expected.size - new Set(ids.filter((id) => id <= last)).size, 0);
  const delays = clients.flatMap((client) => client.delays.filter((_, index) => (client.ids[index] ?? 0) > from));
  const sorted = delays.toSorted((a, b) => a - b);
  const changes = clients.flatMap(({ changeDelays }) => changeDelays).sort((a, b) => a - b);
  return {
    clients: clients.length,
    ticks: sorted.length,
    missed,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    max: quantile(sorted, 1),
    fromChangeP99: quantile(changes, 0.99),
  };
}

async function run(port: number, path: string, count: number): Promise<void> {
  const clients: StreamClient[] = [];
  // In groups, so that the listen queue holds them.
  while (clients.length < count) {
    const group = Math.min(100, count - clients.length);
    await new Promise<void>((resolve) => {
      let greeted = 0;
      for (let index = 0; index < group; index += 1) {
        const parses = clients.length % PARSED_OF === 0;
        clients.push(new StreamClient(port, path, parses, () => ++greeted === group && resolve()));
      }
    });
  }
  process.send?.("connected");
  process.on("message", (message: "begin" | "report") => {
    if (message === "begin") for (const client of clients) client.forget();
    else process.send?.(report(clients, begunAt(clients)));
  });
}

/** The first tick that every client can have had since measuring began. */
function begunAt(clients: readonly StreamClient[]): number {
  return Math.max(...clients.map(({ ids }) => ids[0] ?? 0));
}

const [, , port, path, count] = process.argv;
if (port && path && count) await run(Number(port), path, Number(count));
