import { once } from "node:events";
import { openTestQueue, testJob } from "./test-queue.ts";

/**
 * A worker process whose run never ends, for tests that kill it. It says `running ID` once it has begun.
 * Arguments: `url` or `directory`, and which one; `request` as a third makes it ask for the run itself.
 */
const [kind = "", place = "", request = ""] = process.argv.slice(2);

const stuck = testJob("stuck", async (_payload, run) => {
  process.stdout.write(`running ${run.runId}\n`);
  await once(run.signal, "abort");
  throw new Error("told to stop");
});
const { queue } = await openTestQueue(kind === "url" ? { url: place } : { directory: place }, [stuck]);
await queue.work();
if (request === "request") await queue.request(stuck, "one", {}, { trigger: "manual", requestId: "test" });
