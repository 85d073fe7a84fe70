import type { CapturedContent, ElfFacts, OtherShellFacts, ScriptFacts, SecretFact, ShellFacts } from './facts.ts';
import type { IndexColumns, LayerIndex } from './layer-index.ts';

/** What the gatherers saw, by entry. */
export type LayerFacts = {
  readonly elf: ReadonlyMap<number, ElfFacts>;
  readonly script: ReadonlyMap<number, ScriptFacts>;
  readonly shell: ReadonlyMap<number, ShellFacts | OtherShellFacts>;
  readonly secrets: ReadonlyMap<number, readonly SecretFact[]>;
  readonly captured: ReadonlyMap<number, CapturedContent>;
  /** Files that claimed to be something and could not be read as it. */
  readonly unreadable: ReadonlyMap<number, string>;
};

/** `LayerFacts` as it is stored: JSON, rows in the order of the entries. */
export type StoredFacts = {
  readonly elf: readonly (readonly [entry: number, ElfFacts])[];
  readonly script: readonly (readonly [entry: number, ScriptFacts])[];
  readonly shell: readonly (readonly [entry: number, ShellFacts | OtherShellFacts])[];
  readonly secrets: readonly (readonly [entry: number, readonly SecretFact[]])[];
  readonly captured: readonly (readonly [entry: number, end: number, isTruncated: boolean])[];
  readonly unreadable: readonly (readonly [entry: number, reason: string])[];
};

const factsOf = new WeakMap<IndexColumns, LayerFacts>();

/** Parsed on first use, once for each index. */
export function layerFacts(index: LayerIndex): LayerFacts {
  const known = factsOf.get(index.columns);
  if (known !== undefined) return known;
  const stored = JSON.parse(Buffer.from(index.columns.facts).toString('utf8')) as StoredFacts;
  let start = 0;
  const captured = new Map<number, CapturedContent>();
  for (const [entry, end, isTruncated] of stored.captured) {
    captured.set(entry, { bytes: index.columns.captured.subarray(start, end), isTruncated });
    start = end;
  }
  const facts = {
    elf: new Map(stored.elf),
    script: new Map(stored.script),
    shell: new Map(stored.shell),
    secrets: new Map(stored.secrets),
    captured,
    unreadable: new Map(stored.unreadable),
  };
  factsOf.set(index.columns, facts);
  return facts;
}
