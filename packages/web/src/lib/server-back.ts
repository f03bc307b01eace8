import { useEffect, useRef } from "react";
import { type Probe, probeServer } from "./reach.ts";

const PROBE_EVERY_MS = 3_000;

/** What the watch needs of its surroundings. */
interface WatchPorts {
  probe: Probe;
  /** Does something later, or when the network is back; @returns calls it off */
  later: (work: () => void) => () => void;
}

/**
 * Tells whoever waits that the server answers, once. However many wait, the server is asked once every few seconds, and not
 * at all while nobody does.
 */
export class ServerWatch {
  readonly #ports: WatchPorts;
  readonly #waiting = new Set<(wasAway: boolean) => void>();
  #callOff: (() => void) | null = null;
  #away = false;

  constructor(ports: WatchPorts) {
    this.#ports = ports;
  }

  /** `onBack` is told whether the server was found away before. @returns stops waiting */
  wait(onBack: (wasAway: boolean) => void): () => void {
    this.#waiting.add(onBack);
    this.#callOff ??= this.#ports.later(() => void this.#ask());
    return () => {
      this.#waiting.delete(onBack);
      if (this.#waiting.size > 0) return;
      this.#callOff?.();
      this.#callOff = null;
      this.#away = false;
    };
  }

  async #ask(): Promise<void> {
    const answers = await this.#ports.probe();
    if (this.#waiting.size === 0) return;
    this.#callOff = null;
    const wasAway = this.#away;
    this.#away = !answers;
    if (!answers) {
      this.#callOff = this.#ports.later(() => void this.#ask());
      return;
    }
    const told = [...this.#waiting];
    this.#waiting.clear();
    for (const onBack of told) onBack(wasAway);
  }
}

const watch = new ServerWatch({
  probe: probeServer,
  later: (work) => {
    const timer = setTimeout(run, PROBE_EVERY_MS);
    window.addEventListener("online", run);
    function stop() {
      clearTimeout(timer);
      window.removeEventListener("online", run);
    }
    function run() {
      stop();
      work();
    }
    return stop;
  },
});

/** Does `onBack`, where there is one, whenever the server is found to answer; it is told whether it was found away before. */
export function useServerBack(onBack: ((wasAway: boolean) => void) | undefined): void {
  const latest = useRef(onBack);
  useEffect(() => {
    latest.current = onBack;
  });
  const wanted = onBack !== undefined;
  useEffect(() => {
    let stop = () => {};
    const wait = () => {
      stop = watch.wait((wasAway) => {
        latest.current?.(wasAway);
        // Whoever is still there then has not got what they wait for.
        wait();
      });
    };
    if (wanted) wait();
    return () => stop();
  }, [wanted]);
}
