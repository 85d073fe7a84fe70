import type { Node } from '../../filesystem/image-tree.ts';
import { InspectError } from '../../model/errors.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import type { Command } from '../keys/command.ts';
import { editedText } from './edit-text.ts';
import { refreshed, revealAnywhere, revealInLayer } from './explore.ts';
import { bodySize, innerRows } from './layout.ts';
import { movedCursor } from './move-cursor.ts';
import type { FilterPrompt, Overlay, Preview, SearchPrompt } from './overlay.ts';
import { scrolledBy } from './scrolled-by.ts';
import type { Ready, Size } from './state.ts';
import { type Step, still } from './step.ts';
import { withListFilter } from './update-list.ts';

/** A key while text is typed for the filter of the tree, or of a list. */
export function updateFilterPrompt(ready: Ready, prompt: FilterPrompt, key: string): Step<Ready> {
  if (key === 'enter') return still({ ...ready, overlay: null });
  if (key === 'esc') return applyFilter({ ...ready, overlay: null }, prompt.before);
  const text = editedText(prompt.text, key);
  if (text === null) return still(ready);
  const error = ready.screen === 'explore' ? filterError(text) : null;
  const next: Ready = { ...ready, overlay: { ...prompt, text, error } };
  return error === null ? applyFilter(next, text) : still(next);
}

function filterError(text: string): string | null {
  try {
    parseFilter(text);
    return null;
  } catch (error) {
    if (error instanceof InspectError) return error.message;
    throw error;
  }
}

/** Lists are short and filtered at once; the tree is looked through while keys go on being read. */
function applyFilter(ready: Ready, text: string): Step<Ready> {
  if (ready.screen !== 'explore') return still(withListFilter(ready, text));
  if (text.trim() === '') return still({ ...ready, explore: refreshed(ready.explore, { filter: '', matches: null }) });
  return [{ ...ready, explore: { ...ready.explore, filter: text } }, [{ kind: 'filter', text, filter: parseFilter(text) }]];
}

export function updateSearchPrompt(ready: Ready, prompt: SearchPrompt, key: string, size: Size): Step<Ready> {
  if (key === 'esc') return still({ ...ready, overlay: null });
  if (key === 'enter')
    return still(prompt.matchCount === null ? { ...ready, overlay: { ...prompt, isEntered: true } } : chosen(ready, prompt));
  const moved = movedByArrow(key, prompt.cursor, prompt.results.length, innerRows(bodySize(size)));
  if (moved !== null) return still({ ...ready, overlay: { ...prompt, cursor: moved } });
  const text = editedText(prompt.text, key);
  if (text === null || text === prompt.text) return still(ready);
  return [{ ...ready, overlay: { ...prompt, text, cursor: 0, matchCount: null, isEntered: false } }, [{ kind: 'search', text }]];
}

function chosen(ready: Ready, { cursor, results }: SearchPrompt): Ready {
  const found = results[cursor];
  if (found === undefined) return { ...ready, overlay: null };
  return { ...ready, overlay: null, screen: 'explore', focus: 'tree', explore: revealAnywhere(ready.explore, found) };
}

/** What was found so far; whoever has pressed Enter already waits for the last of it. */
export function withResults(ready: Ready, prompt: SearchPrompt, results: readonly Node[], matchCount: number | null): Ready {
  const overlay = { ...prompt, results, matchCount };
  return prompt.isEntered && matchCount !== null ? chosen(ready, overlay) : { ...ready, overlay };
}

/** Letters are typed, so only the arrows move. */
export function movedByArrow(key: string, cursor: number, count: number, pageRows: number): number | null {
  const commands: Readonly<Record<string, Command>> = {
    up: 'up',
    down: 'down',
    pgup: 'page-up',
    pgdn: 'page-down',
    'ctrl+p': 'up',
    'ctrl+n': 'down',
  };
  const command = Object.hasOwn(commands, key) ? commands[key]! : null;
  return command === null ? null : movedCursor(command, cursor, count, pageRows);
}

export function updatePreview(ready: Ready, preview: Preview, command: Command, size: Size): Step<Ready> | null {
  const { documents, current, top } = preview;
  const shown = documents[current];
  const count = shown?.text?.split('\n').length ?? 0;
  const moved = scrolledBy(command, top, count, innerRows(bodySize(size)));
  if (moved !== null) return still({ ...ready, overlay: { ...preview, top: moved } });
  switch (command) {
    case 'close':
      return still({ ...ready, overlay: null });
    case 'next-match':
      return still({ ...ready, overlay: { ...preview, current: (current + 1) % documents.length, top: 0 } });
    case 'previous-match':
      return still({ ...ready, overlay: { ...preview, current: (current + documents.length - 1) % documents.length, top: 0 } });
    case 'write':
      return shown?.text == null ? still(ready) : [ready, [{ kind: 'write-document', name: shown.name, text: shown.text }]];
    default:
      return null;
  }
}

export function updateHistory(
  ready: Ready,
  history: Extract<Overlay, { kind: 'history' }>,
  command: Command,
  size: Size,
): Step<Ready> | null {
  const { cursor, events } = history;
  const moved = movedCursor(command, cursor, events.length, innerRows(bodySize(size)));
  if (moved !== null) return still({ ...ready, overlay: { ...history, cursor: moved } });
  if (command === 'close') return still({ ...ready, overlay: null });
  const event = events[cursor];
  if (command !== 'open' || event === undefined) return null;
  const node = ready.explore.index.tree.state.nodes[event.entry]!;
  return still({ ...ready, overlay: null, focus: 'tree', explore: revealInLayer(ready.explore, node, event.layer) });
}
