import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** A line to a desk on which every answer of the API takes its time; the app's own files come at once. */
export class SlowLine {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @param heldBackMs how long each answer of the API, and the beginning of its stream, is held back */
  static async to(target: string, heldBackMs: number): Promise<SlowLine> {
    const server = createServer(async (near, answer) => {
      if (near.url?.startsWith("/trpc/")) await wait(heldBackMs);
      const far = request(new URL(near.url ?? "/", target), { method: near.method, headers: near.headers }, (from) => {
        answer.writeHead(from.statusCode ?? 502, from.headers);
        from.pipe(answer);
      });
      far.on("error", () => answer.destroy());
      // Who has gone does not keep the desk's stream open.
      answer.once("close", () => far.destroy());
      near.pipe(far);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the line has no port");
    return new SlowLine(server, address.port);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
