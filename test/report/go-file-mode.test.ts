import { expect, it } from 'vitest';
import type { EntryKind } from '../../src/model/layer-entry.ts';
import { goFileMode } from '../../src/report/go-file-mode.ts';

it.each<[kind: EntryKind, mode: number, goMode: number]>([
  ['file', 0o644, 420],
  ['hardlink', 0o755, 493],
  ['directory', 0o755, 2_147_484_141],
  ['directory', 0o1777, 2_148_532_735],
  ['file', 0o4755, 8_389_101],
  ['file', 0o2755, 4_194_797],
  ['file', 0o7000, 13_631_488],
  ['symlink', 0o777, 134_218_239],
  ['char', 0o666, 69_206_454],
  ['block', 0o660, 67_109_296],
  ['fifo', 0o600, 33_554_816],
  ['whiteout', 0, 0],
])('a %s of mode %i is %i for Go', (kind, mode, goMode) => {
  expect(goFileMode(kind, mode)).toBe(goMode);
});
