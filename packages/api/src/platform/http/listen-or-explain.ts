import { once } from "node:events";
import { createServer } from "node:net";
import { StartupError } from "../database/data-directory-lock.ts";
import type { HttpServer } from "./create-http-server.ts";

/**
 * Listens on the configured address.
 * @throws StartupError saying what is wrong with the port or the address
 */
export async function listenOrExplain(
  http: HttpServer,
  { PORT, host }: { PORT: number; host: string },
): Promise<{ port: number }> {
  try {
    return await http.listen(PORT, host);
  } catch (error) {
    throw explain(error, PORT, host) ?? error;
  }
}

/**
 * Looks whether the address is free, before anything slow is opened.
 * @throws StartupError saying what is wrong with the port or the address
 */
export async function refuseTakenPort({ PORT, host }: { PORT: number; host: string }): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(PORT, host);
    await once(probe, "listening");
  } catch (error) {
    throw explain(error, PORT, host) ?? error;
  }
  await new Promise((resolve) => probe.close(resolve));
}

function explain(error: unknown, port: number, host: string): StartupError | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  switch (code) {
    case "EADDRINUSE":
      return new StartupError(
        `PORT: ${port} is taken on ${host}. Stop what listens there, or set PORT to another one.`,
      );
    case "EACCES":
      return new StartupError(`PORT: this user may not listen on ${port}. Take one above 1023.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new StartupError(`HOST: ${host} is not an address of this machine.`);
    default:
      return null;
  }
}
