import { connect, type Socket } from "node:net";

/** A connection to a desk on which nothing is sent yet; what becomes of it is nobody's error. */
export function openSocket(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  return socket;
}

/** Sends `first`, then `more` every half second, until the desk closes. */
export function trickle(url: string, first: string, more: string): Promise<{ closedAfter: number; text: string }> {
  const socket = openSocket(url);
  const began = performance.now();
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString();
  });
  if (first !== "") socket.write(first);
  const timer = setInterval(() => more !== "" && socket.writable && socket.write(more), 500);
  return new Promise((resolve) => {
    socket.once("close", () => {
      clearInterval(timer);
      resolve({ closedAfter: performance.now() - began, text });
    });
  });
}
