import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

// Prints each signal it gets, and ends a little later with code 7, like a server that drains its requests.
const SERVER = `
const signals = [];
for (const name of ["SIGINT", "SIGTERM"]) {
  process.on(name, () => {
    signals.push(name);
    if (signals.length === 1) setTimeout(() => { console.log("signals " + signals.join(" ")); process.exit(7); }, 300);
  });
}
setInterval(() => {}, 1000);
console.log("server " + process.pid + " " + process.env.NODE_ENV);
`;

describe("the server that npm start runs", () => {
  let folder;
  let starter;
  let printed;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "a server "));
    writeFileSync(join(folder, "server.mjs"), SERVER);
    const commands = new URL("./commands.mjs", import.meta.url).href;
    writeFileSync(
      join(folder, "start.mjs"),
      `import { startServer } from ${JSON.stringify(commands)};
       const { NODE_ENV: _, npm_lifecycle_event: __, ...env } = process.env;
       process.exitCode = await startServer({ node: process.execPath, env }, ${JSON.stringify(join(folder, "server.mjs"))});`,
    );
    starter = spawn(process.execPath, [join(folder, "start.mjs")], {
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    printed = "";
    starter.stdout.on("data", (text) => {
      printed += text;
    });
    await printing("server ");
  });
  afterEach(() => {
    if (starter.exitCode === null && starter.signalCode === null) process.kill(-starter.pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  it("gets one signal of a Ctrl-C, which goes to the whole group, and passes its exit code on", async () => {
    process.kill(-starter.pid, "SIGINT");
    process.kill(-starter.pid, "SIGINT");
    const [code] = await once(starter, "exit");
    expect([code, printed]).toEqual([7, expect.stringContaining("signals SIGINT\n")]);
  });

  it("is stopped by a SIGTERM to its starter alone", async () => {
    starter.kill("SIGTERM");
    const [code] = await once(starter, "exit");
    expect([code, printed]).toEqual([7, expect.stringContaining("signals SIGTERM\n")]);
  });

  it("stops by itself when its starter is killed", async () => {
    starter.kill("SIGKILL");
    await printing("signals SIGTERM");
  });

  it("runs in production mode unless told otherwise", () => {
    expect(printed).toMatch(/server \d+ production/);
  });

  it("passes on how it died", async () => {
    process.kill(Number(/server (\d+)/.exec(printed)[1]), "SIGKILL");
    const [code] = await once(starter, "exit");
    expect(code).toBe(137);
  });

  async function printing(text) {
    while (!printed.includes(text)) await once(starter.stdout, "data");
  }
});
