import { once } from "node:events";
import { createServer } from "node:http";

/** A request as it arrived. */
export interface SeenRequest {
  path: string;
  query: URLSearchParams;
  headers: NodeJS.Dict<string | string[]>;
}

export interface ScriptedUpstream {
  url: string;
  requests: SeenRequest[];
  stop(): Promise<void>;
}

/** An HTTP server on a free port that answers every request with what `answer` makes of it. */
export async function startScriptedUpstream(
  answer: (request: SeenRequest) => { status?: number; body: unknown },
): Promise<ScriptedUpstream> {
  const requests: SeenRequest[] = [];
  const server = createServer(({ url = "/", headers }, response) => {
    const { pathname, searchParams } = new URL(url, "http://local");
    const request = { path: pathname, query: searchParams, headers };
    requests.push(request);
    const { status = 200, body } = answer(request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
