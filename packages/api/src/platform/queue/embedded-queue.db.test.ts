import { afterEach, describe, expect, it } from "vitest";
import { eventually } from "../../../test/support/eventually.ts";
import { copyMigratedDirectory, type MigratedDirectory } from "../../../test/support/migrated-pglite.ts";
import { type Spawned, spawnScript } from "../../../test/support/spawned.ts";
import { openTestQueue, type TestQueue, testJob } from "../../../test/support/test-queue.ts";
import { JobRunStore } from "./job-run.repository.ts";

describe("the job queue on the embedded database", () => {
  let directory: MigratedDirectory | null = null;
  let child: Spawned | null = null;
  let opened: TestQueue | null = null;

  afterEach(async () => {
    child?.kill("SIGKILL");
    await opened?.close();
    directory?.remove();
  });

  it("runs again, after a restart, what was running when the process was killed", async () => {
    directory = await copyMigratedDirectory();
    child = spawnScript("test/support/stuck-worker.ts", ["directory", directory.path, "request"]);
    const [, jobId = ""] = await child.says(/running (\S+)/);
    child.kill("SIGKILL");
    await child.ended;

    const runs: string[] = [];
    const rescue = testJob("stuck", async (_payload, { runId }) => ({ n: runs.push(runId) }));
    opened = await openTestQueue({ directory: directory.path }, [rescue]);
    const store = new JobRunStore(opened.database.primary, () => new Date());
    expect(await store.find(jobId)).toMatchObject({ state: "running", attempt: 1 });
    await opened.queue.work();
    await eventually("the run succeeded", async () => (await store.find(jobId))?.state === "succeeded", 40_000);
    expect(runs).toEqual([jobId]);
    expect(await store.find(jobId)).toMatchObject({ attempt: 2, result: { n: 1 } });
  }, 90_000);
});
