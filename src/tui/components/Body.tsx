import { Box } from 'ink';
import type { ReactNode } from 'react';
import { bodySize } from '../state/layout.ts';
import type { Ready, State } from '../state/state.ts';
import { overlayPanes } from '../view/overlay-pane.ts';
import { paintPane } from '../view/pane.ts';
import { ExploreScreen } from './ExploreScreen.tsx';
import { ListScreen } from './ListScreen.tsx';
import { Painted } from './Painted.tsx';

type Props = { readonly state: State; readonly ready: Ready };

/** What is between the first and the last line: a screen, and what lies over it. */
export function Body({ state, ready }: Props): ReactNode {
  const { columns, rows } = bodySize(state.size);
  const overlays = overlayPanes(state, ready);
  const covered = overlays.some(({ size }) => size.columns === columns && size.rows === rows);
  return (
    <Box width={columns} height={rows} flexShrink={0}>
      {covered ? null : <Screen state={state} ready={ready} />}
      {overlays.map(({ pane, size, left, top }, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: how far up it lies is what it is
        <Box key={level} position="absolute" marginLeft={left} marginTop={top}>
          <Painted block={paintPane(pane, size, state.look)} />
        </Box>
      ))}
    </Box>
  );
}

function Screen({ state, ready }: Props): ReactNode {
  return ready.screen === 'explore' ? <ExploreScreen state={state} ready={ready} /> : <ListScreen state={state} ready={ready} />;
}
