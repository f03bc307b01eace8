import { createSearch, type SearchState } from "@cryptodesk/quant/optimiser/search";
import type { OptimisationPlan, OptimisationPoint } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { RunData } from "../candles/run-data.ts";
import type { RunKeeper } from "./run-keeper.ts";
import type { RunInHand, RunResult } from "./run-work.repository.ts";
import { sharedData } from "./thread/run-task.ts";
import { SearchThreads } from "./thread/search-threads.ts";

const SAVED_EVERY_MS = 5_000;
// Of a long search what is saved grows: it shall never take more than a small part of its time.
const SAVING_SHARE = 0.02;

/** How far a search has come. */
interface Checkpoint {
  readonly state: SearchState;
  readonly points: readonly (readonly [index: number, point: OptimisationPoint])[];
}

/**
 * Carries a search out on several threads, from where an earlier try of it stopped. What it finds does not depend on the
 * threads or on stops.
 */
export async function carryOutSearch(
  keeper: RunKeeper,
  { rules, checkpoint }: RunInHand,
  plan: OptimisationPlan,
  { data, threads: count }: { data: RunData; threads: number },
): Promise<RunResult> {
  const known = checkpoint as Checkpoint | null;
  const search = createSearch(plan, rules.parameters, plan.settings.seed, known?.state);
  const points = new Map(known?.points);
  const tellProgress = () => keeper.tell(search.tried, search.total, "points");
  const save = () => {
    const reached: Checkpoint = { state: search.toState(), points: [...points] };
    return keeper.write((rows) => rows.saveCheckpoint(JSON.stringify(reached)));
  };
  const saving = saveNowAndThen(save);
  const threads = new SearchThreads({ kind: "search", rules, plan, data: await sharedData(data) }, count);
  tellProgress();
  try {
    await threads.scoreAll(
      (most) => search.ask(most),
      (scored) => {
        for (const { index, point } of scored) {
          points.set(index, point);
          search.tell(index, point.score);
        }
        tellProgress();
      },
      keeper.signal,
    );
    const inOrder = [...points].toSorted(([one], [other]) => one - other).map(([, point]) => point);
    const optimisation = await threads.summarise(inOrder, search.total);
    return { summary: null, report: null, optimisation };
  } finally {
    saving.end();
    await threads.close();
    // Where it stops now it can go on from here.
    await save().catch(() => {});
  }
}

function saveNowAndThen(save: () => Promise<unknown>): { end(): void } {
  let timer: NodeJS.Timeout | null = null;
  let ended = false;
  const later = (ms: number) => {
    if (!ended) timer = setTimeout(() => void saveOnce(), ms);
  };
  const saveOnce = async () => {
    const began = performance.now();
    // The database may be away for a moment: the next one saves.
    await save().catch(() => {});
    later(Math.max(SAVED_EVERY_MS, (performance.now() - began) / SAVING_SHARE));
  };
  later(SAVED_EVERY_MS);
  return {
    end() {
      ended = true;
      if (timer) clearTimeout(timer);
    },
  };
}
