import type { TextSink } from "../cli-context.ts";

/** Shows how far a job is, on a terminal; elsewhere it keeps quiet. */
export interface JobProgress {
  show: (done: number, total: number | null, note: string) => void;
  stop: () => void;
}

const SILENT: JobProgress = { show: () => {}, stop: () => {} };

/** A bar on stderr. Where the total is unknown the count alone is shown. */
export async function createJobProgress(stderr: TextSink, name: string): Promise<JobProgress> {
  if (!stderr.isTTY || !isWritable(stderr)) return SILENT;
  const { default: progress } = await import("cli-progress");
  const bar = new progress.SingleBar({
    stream: stderr,
    format: (_options, { value, total }, payload: { total: number | null; note: string }) => {
      const share = payload.total ? Math.min(1, value / total) : 0;
      const filled = Math.round(share * 24);
      const counts =
        payload.total === null
          ? `${value}`
          : `${"█".repeat(filled)}${"░".repeat(24 - filled)} ${value}/${payload.total}`;
      return `${name}  ${counts}  ${payload.note}`;
    },
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
  });
  let started = false;
  return {
    show(done, total, note) {
      if (!started) bar.start(total ?? 1, done, { total, note });
      started = true;
      bar.setTotal(total ?? Math.max(1, done));
      bar.update(done, { total, note });
    },
    stop() {
      if (started) bar.stop();
      started = false;
    },
  };
}

function isWritable(sink: TextSink): sink is TextSink & NodeJS.WritableStream {
  return "end" in sink;
}
