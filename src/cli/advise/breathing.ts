/** Longer than this nobody who presses a key should wait. */
const breathMilliseconds = 12;

/**
 * Work that never waits for anything keeps the event loop, and with it keys and signals, waiting.
 * @returns called between two pieces of work: once in a while it lets everything else go first
 */
export function breathing(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < breathMilliseconds) return;
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
  };
}
