import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startDaemon } from "./daemon.ts";
import { findProgram, freePort, type Started } from "./servers.ts";

const conf = fileURLToPath(new URL("../../../../docker/nginx.conf", import.meta.url));
const upstreamConf = fileURLToPath(new URL("../../../../docker/nginx-upstream.conf", import.meta.url));

/** Why nginx cannot be started here, or null when it can. */
export function nginxAbsence(): string | null {
  return findProgram("nginx") === null ? "no nginx in PATH or /usr/sbin" : null;
}

/**
 * Starts nginx on a free port with the files of docker/, changed only in what a container gives: port, page folder and
 * the addresses of the api processes.
 * @param apiPorts ports of api processes on 127.0.0.1
 * @param webRoot folder of the built page
 */
export async function startNginx(apiPorts: readonly number[], webRoot: string): Promise<Started> {
  const command = findProgram("nginx");
  if (command === null) return { server: null, reason: nginxAbsence() ?? "no nginx" };
  const folder = mkdtempSync(join(tmpdir(), "cryptodesk-nginx-"));
  const port = await freePort();
  const upstream = join(folder, "upstream.conf");
  const servers = apiPorts.map((apiPort) => `server 127.0.0.1:${apiPort} max_fails=2 fail_timeout=5s;`).join("\n");
  writeFileSync(
    upstream,
    replaceEach(readFileSync(upstreamConf, "utf8"), [
      [/^resolver .*;$/m, ""],
      [/server api:4000 resolve max_fails=2 fail_timeout=5s;/, servers],
    ]),
  );
  const main = join(folder, "nginx.conf");
  writeFileSync(
    main,
    replaceEach(readFileSync(conf, "utf8"), [
      [/listen 8080;/, `listen 127.0.0.1:${port};`],
      [/root \/srv\/cryptodesk;/, `root "${webRoot}";`],
      [/\/etc\/nginx\/cryptodesk-upstream\.conf/, upstream],
      [/pid \/tmp\/nginx\.pid;/, `pid ${folder}/nginx.pid;`],
      [/error_log \/dev\/stderr warn;/, "error_log stderr notice;"],
      [/worker_processes auto;/, `worker_processes 1;${process.getuid?.() === 0 ? "\nuser root;" : ""}`],
    ]),
  );
  const launch = () =>
    startDaemon({
      command,
      args: ["-c", main, "-e", "stderr", "-g", "daemon off;"],
      user: null,
      cwd: folder,
      readyText: "start worker process ",
      stopSignal: "SIGTERM",
    });
  let daemon = await launch();
  return {
    reason: null,
    server: {
      url: `http://127.0.0.1:${port}`,
      port,
      freeze: () => daemon.freeze(),
      thaw: () => daemon.thaw(),
      down: () => daemon.stop(),
      up: async () => {
        await daemon.stop();
        daemon = await launch();
      },
      stop: async () => {
        await daemon.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    },
  };
}

function replaceEach(text: string, changes: readonly (readonly [RegExp, string])[]): string {
  return changes.reduce((changed, [pattern, replacement]) => {
    if (!pattern.test(changed)) throw new Error(`the nginx configuration no longer has ${pattern}`);
    return changed.replace(pattern, () => replacement);
  }, text);
}
