import { setTimeout as wait } from "node:timers/promises";

/** A request that is repeated. `path` gets the number of the round, so that it can name what nobody asked for before. */
export interface LoadTarget {
  readonly name: string;
  readonly everyMs: number;
  path(round: number): string;
}

/** One answer. */
export interface Sample {
  readonly target: string;
  /** When it was asked, ms. */
  readonly at: number;
  readonly ms: number;
  /** 0 where no answer came. */
  readonly status: number;
  /** Of the Age header, seconds. */
  readonly age: number | null;
  readonly retryAfter: string | null;
  readonly contentType: string;
}

export interface RequestLoad {
  readonly samples: readonly Sample[];
  /** Ends it and waits for the answers under way. */
  stop(): Promise<void>;
}

const LONGEST_MS = 15_000;

/** Asks each target at its pace, whether earlier answers have come or not, until it is stopped. */
export function startLoad(url: string, targets: readonly LoadTarget[]): RequestLoad {
  const samples: Sample[] = [];
  const underWay = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  const pace = async ({ name, everyMs, path }: LoadTarget) => {
    for (let round = 1; !stopping.signal.aborted; round += 1) {
      const asked = ask(`${url}${path(round)}`, name).then((sample) => samples.push(sample));
      underWay.add(asked);
      void asked.finally(() => underWay.delete(asked));
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const paces = targets.map(pace);
  return {
    samples,
    stop: async () => {
      stopping.abort();
      await Promise.all(paces);
      await Promise.all(underWay);
    },
  };
}

async function ask(url: string, target: string): Promise<Sample> {
  const at = Date.now();
  const began = performance.now();
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LONGEST_MS) });
    await answer.arrayBuffer();
    const { headers, status } = answer;
    return {
      target,
      at,
      ms: performance.now() - began,
      status,
      age: headers.has("age") ? Number(headers.get("age")) : null,
      retryAfter: headers.get("retry-after"),
      contentType: headers.get("content-type") ?? "",
    };
  } catch {
    return { target, at, ms: performance.now() - began, status: 0, age: null, retryAfter: null, contentType: "" };
  }
}

/** Largest of some figures, 0 for none. */
export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
