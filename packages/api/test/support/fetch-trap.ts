import { once } from "node:events";
import { createServer } from "node:http";

/** A server of this machine that nobody has a reason to ask. */
export interface FetchTrap {
  readonly url: string;
  /** How often it was asked. */
  asked(): number;
  close(): void;
}

export async function openFetchTrap(): Promise<FetchTrap> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}/keys`, asked: () => asked, close: () => void server.close() };
}
