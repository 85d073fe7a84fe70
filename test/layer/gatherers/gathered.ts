import type { ElfFacts, ScriptFacts } from '../../../src/model/facts.ts';
import { layerFacts } from '../../../src/model/layer-facts.ts';
import { type EntryInput, layer } from '../../support/layers.ts';
import { indexChunks } from '../indexed.ts';

export type Gathered = {
  readonly elf: ElfFacts | null;
  readonly script: ScriptFacts | null;
  readonly unreadable: string | null;
};

/** What the gatherers say of one file. */
export async function gathered(file: EntryInput): Promise<Gathered> {
  const { elf, script, unreadable } = layerFacts(await indexChunks([layer({ '/file': file })]));
  return { elf: elf.get(0) ?? null, script: script.get(0) ?? null, unreadable: unreadable.get(0) ?? null };
}
