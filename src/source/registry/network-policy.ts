/** How long to wait for a network, and how often to try. Nothing here limits how long a large blob may take. */
export type NetworkPolicy = {
  readonly connectMilliseconds: number;
  /** Until the head of an answer; and the span in which at least `trickleBytes` of its body must come. */
  readonly silenceMilliseconds: number;
  /** Fewer bytes in the span of silence are none. */
  readonly trickleBytes: number;
  /** Tries of one request; of a blob, those that made no headway. */
  readonly attempts: number;
  /** Before the second try; doubled for each one that follows. */
  readonly backoffMilliseconds: number;
  /** The sum of all that a server may make one request wait. */
  readonly maxWaitMilliseconds: number;
  readonly redirects: number;
};

export const defaultNetworkPolicy: NetworkPolicy = {
  connectMilliseconds: 10_000,
  silenceMilliseconds: 30_000,
  trickleBytes: 1_024,
  attempts: 4,
  backoffMilliseconds: 500,
  maxWaitMilliseconds: 60_000,
  redirects: 5,
};
