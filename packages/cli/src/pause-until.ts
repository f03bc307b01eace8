/** A pause that ends early when `stop` is aborted. */
export function pauseUntil(stop: AbortSignal): (ms: number) => Promise<void> {
  return (ms) =>
    new Promise((resolve) => {
      if (stop.aborted) return resolve();
      const finish = () => {
        clearTimeout(timer);
        stop.removeEventListener("abort", finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      stop.addEventListener("abort", finish);
    });
}
