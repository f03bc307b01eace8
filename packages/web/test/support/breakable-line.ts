import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** The line between a browser and a desk. Cut, it breaks off without a goodbye and takes no new connection. */
export class BreakableLine {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  #cut = false;

  private constructor(server: Server, port: number, sockets: Set<Socket>) {
    this.#server = server;
    this.#sockets = sockets;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Lays a line to the desk at `target`, an address with its port. */
  static async to(target: string): Promise<BreakableLine> {
    const { hostname, port } = new URL(target);
    const sockets = new Set<Socket>();
    const server = createServer((near) => {
      if (line.#cut) return near.destroy();
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        // A broken line is what is wanted; both ends go together.
        socket.on("error", () => socket.destroy());
        socket.once("close", () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the line has no port");
    const line = new BreakableLine(server, address.port, sockets);
    return line;
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }
}
