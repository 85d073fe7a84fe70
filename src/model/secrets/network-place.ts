const nowhere =
  /^(?:localhost|127\.|0\.0\.0\.0|\[::1\]|\.$|\(local|host$|hostname$|.*\.?example\.(?:com|org|net|test)$|example$|.*\.(?:test|invalid|example|localhost)$)/i;

/** Whether a host may be another machine: no name for the own one, and none that is kept for examples. */
export function isElsewhere(host: string): boolean {
  return !nowhere.test(host);
}
