const interactive = process.stderr.isTTY === true;

/** Prints one line for the person at the terminal. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Prints what is being done, and its duration once it is done.
 * @template T
 * @param {string} what such as "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const started = performance.now();
  if (interactive) process.stderr.write(`${what}…`);
  const end = (text) => say(interactive ? ` ${text}` : `${what}… ${text}`);
  try {
    const result = await work();
    end(`${((performance.now() - started) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    end("failed");
    throw error;
  }
}
