import type { Command } from '../keys/command.ts';
import { helpLines } from '../view/help-pane.ts';
import { keyContext } from './key-context.ts';
import { bodySize, innerRows } from './layout.ts';
import type { Help } from './overlay.ts';
import { scrolledBy } from './scrolled-by.ts';
import type { Ready, State } from './state.ts';
import { type Step, still } from './step.ts';
import { updateHistory, updatePreview } from './update-overlay.ts';
import { updateReady } from './update-ready.ts';
import { updateViewer } from './update-viewer.ts';

/** What a command does to what lies uppermost. */
export function updateCommand(state: State, ready: Ready, command: Command): Step<Ready> {
  const { overlay } = ready;
  const anywhere = updateAnywhere(ready, command);
  if (anywhere !== null) return anywhere;
  switch (overlay?.kind) {
    case 'viewer':
      return updateViewer(ready, overlay, command, state.size) ?? still(ready);
    case 'history':
      return updateHistory(ready, overlay, command, state.size) ?? still(ready);
    case 'preview':
      return updatePreview(ready, overlay, command, state.size) ?? still(ready);
    case 'help':
      return updateHelp(state, ready, overlay, command);
    default:
      return updateReady(ready, command, state.size);
  }
}

/** What works over all screens, and over what lies over them. */
function updateAnywhere(ready: Ready, command: Command): Step<Ready> | null {
  const under = ready.overlay?.kind === 'help' ? ready.overlay.under : ready.overlay;
  switch (command) {
    case 'quit':
    case 'suspend':
    case 'redraw':
      return [ready, [{ kind: command }]];
    case 'help':
      return still({ ...ready, overlay: { kind: 'help', under, top: 0 } });
    case 'palette':
      return still({ ...ready, overlay: { kind: 'palette', under, text: '', cursor: 0 } });
    default:
      return null;
  }
}

function updateHelp(state: State, ready: Ready, help: Help, command: Command): Step<Ready> {
  if (command === 'close') return still({ ...ready, overlay: help.under });
  const context = keyContext({ ...ready, overlay: help.under });
  const count = context === null ? 0 : helpLines(context, state.keys).length;
  const moved = scrolledBy(command, help.top, count, innerRows(bodySize(state.size)));
  return moved === null ? still(ready) : still({ ...ready, overlay: { ...help, top: moved } });
}
