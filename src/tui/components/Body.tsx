import { Box } from 'ink';
import type { ReactNode } from 'react';
import { bodySize } from '../state/layout.ts';
import type { Ready, State } from '../state/state.ts';
import { overlayPane } from '../view/overlay-pane.ts';
import { paintPane } from '../view/pane.ts';
import { ExploreScreen } from './ExploreScreen.tsx';
import { ListScreen } from './ListScreen.tsx';
import { Painted } from './Painted.tsx';

type Props = { readonly state: State; readonly ready: Ready };

/** What is between the first and the last line: a screen, and what lies over it. */
export function Body({ state, ready }: Props): ReactNode {
  const { columns, rows } = bodySize(state.size);
  const overlay = overlayPane(state, ready);
  const covered = overlay !== null && overlay.size.columns === columns && overlay.size.rows === rows;
  return (
    <Box width={columns} height={rows} flexShrink={0}>
      {covered ? null : <Screen state={state} ready={ready} />}
      {overlay === null ? null : (
        <Box position="absolute" marginLeft={overlay.left} marginTop={overlay.top}>
          <Painted block={paintPane(overlay.pane, overlay.size, state.look)} />
        </Box>
      )}
    </Box>
  );
}

function Screen({ state, ready }: Props): ReactNode {
  return ready.screen === 'explore' ? <ExploreScreen state={state} ready={ready} /> : <ListScreen state={state} ready={ready} />;
}
