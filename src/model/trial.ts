/** What came of starting two images the same way: plain JSON. */
export type Trial = {
  /** Whether nothing is different that should not be. */
  readonly holds: boolean;
  readonly original: TrialRun;
  readonly slim: TrialRun;
  readonly differences: readonly TrialDifference[];
  /** What could not be compared, one phrase each. */
  readonly unchecked: readonly string[];
};

export type TrialRun = {
  /** null where it was still running when the time was up. */
  readonly exitCode: number | null;
  /** Of what it wrote, the first megabyte. */
  readonly stdout: string;
  readonly stderr: string;
  /** TCP ports that it listened on, ascending; null where nobody could look. */
  readonly ports: readonly number[] | null;
  readonly answers: readonly ProbeAnswer[];
};

export type ProbeAnswer = {
  /** As the user wrote it. */
  readonly probe: string;
  /** null where no answer came. */
  readonly status: number | null;
  readonly body: string;
};

export type TrialDifference = { readonly gravity: 'failure' | 'warning' /** One plain sentence. */; readonly summary: string };

/** A request that both are sent. */
export type Probe = {
  readonly text: string;
  readonly method: string;
  /** null: the port that is listened on, or that the image exposes. */
  readonly port: number | null;
  readonly path: string;
};
