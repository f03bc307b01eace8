import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from "@trpc/server";
import express, { type Request, type RequestHandler, type Response } from "express";
import { bytesOf } from "../answers/prepared-bytes.ts";
import type { ServiceContext } from "../service-context.ts";
import { describeError } from "../trpc/errors.ts";
import type { HttpServerParts } from "./http-parts.ts";
import type { RestRoute } from "./rest-routes.ts";

const HEAD = '{"result":{"data":';
const TAIL = "}}";

interface PreparedDoor {
  readonly route: Pick<RestRoute, "procedure" | "type">;
  readonly router: HttpServerParts["router"];
  readonly maxBodyBytes: number;
  createContext(request: Request, response: Response): Promise<ServiceContext>;
  /** Headers of an answer with these errors. */
  headersOf(errors: readonly TRPCError[]): Record<string, string>;
  onError(error: TRPCError, ctx: ServiceContext | undefined): void;
}

/**
 * The tRPC door of one mutation whose answer is prepared bytes: what the adapter would say, without reading the answer's
 * JSON to write it again. A batch is the adapter's.
 */
export function preparedTrpcHandler(door: PreparedDoor): RequestHandler {
  const { route, router } = door;
  const parse = express.json({ limit: door.maxBodyBytes, strict: false, type: () => true });
  return async (request, response) => {
    let ctx: ServiceContext | undefined;
    try {
      ctx = await door.createContext(request, response);
      const input = await bodyOf(parse, request, response);
      const { procedure: path, type } = route;
      const call = { path, type, getRawInput: async () => input, ctx, signal: abortedBy(response), batchIndex: 0 };
      const answer: unknown = await callTRPCProcedure({ router, ...call });
      response.writeHead(200, { ...door.headersOf([]), "content-type": "application/json" });
      response.write(HEAD);
      response.write(bytesOf(answer));
      response.end(TAIL);
    } catch (cause) {
      const error = getTRPCErrorFromUnknown(cause);
      door.onError(error, ctx);
      const about = { error, type: route.type, path: route.procedure, input: undefined, ctx };
      const shape = getTRPCErrorShape({ config: router._def._config, ...about });
      response.writeHead(describeError(error).status, {
        ...door.headersOf([error]),
        "content-type": "application/json",
      });
      response.end(JSON.stringify({ error: shape }));
    }
  };
}

async function bodyOf(parse: RequestHandler, request: Request, response: Response): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    void parse(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(unreadable(error))));
  });
  return request.body;
}

function unreadable(error: unknown): TRPCError {
  const isTooLarge = error instanceof Error && Reflect.get(error, "status") === 413;
  return new TRPCError({ code: isTooLarge ? "PAYLOAD_TOO_LARGE" : "PARSE_ERROR", message: "The body is not read." });
}

function abortedBy(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
