import { useEffect } from "react";
import { keepProgress } from "./use-runs.ts";

/** Follows a run while it goes on. Where its stream is cut off, the run is asked for at a slower pace instead. */
export function useRunProgress(runId: string, goesOn: boolean): void {
  useEffect(() => {
    if (!goesOn) return;
    let stop = () => {};
    let left = false;
    import("./watch-run.ts").then(
      ({ watchRun }) => {
        if (!left) stop = watchRun(runId, keepProgress);
      },
      // Without the stream's code the run is still asked for now and then.
      () => undefined,
    );
    return () => {
      left = true;
      stop();
    };
  }, [runId, goesOn]);
}
