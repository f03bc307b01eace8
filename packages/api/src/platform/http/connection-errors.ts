import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { toProblem } from "../trpc/errors.ts";
import { newRequestId } from "./request-id.ts";

const answers: Record<string, { status: number; reason: string; detail: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, reason: "Request Header Fields Too Large", detail: "The headers are too large." },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: "Request Timeout", detail: "The request took too long to arrive." },
};
const unreadable = { status: 400, reason: "Bad Request", detail: "The request is not readable as HTTP." };

/** Answers what cannot be parsed as a request with a problem document too, and closes the connection. */
export function answerConnectionErrors(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const { status, reason, detail } = answers[error.code ?? ""] ?? unreadable;
    const draft = { status, detail, retryAfterSeconds: null, unexpected: false };
    const body = JSON.stringify({ ...toProblem(draft, "", newRequestId()), title: reason });
    socket.end(
      `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/problem+json\r\nConnection: close\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}
