import { Box } from 'ink';
import type { ReactNode } from 'react';
import { exploreLayout } from '../state/layout.ts';
import type { Ready, State } from '../state/state.ts';
import { detailsPane } from '../view/details-pane.ts';
import { layersPane } from '../view/layers-pane.ts';
import { paintPane } from '../view/pane.ts';
import { treePane } from '../view/tree-pane.ts';
import { Painted } from './Painted.tsx';

type Props = { readonly state: State; readonly ready: Ready };

/** Layers, what the cursor is on, and the tree; below each other where the terminal is narrow. */
export function ExploreScreen({ state, ready }: Props): ReactNode {
  const { look, size } = state;
  const { isStacked, layers, details, tree } = exploreLayout(size, ready.explore.index.tree.layers.length);
  const detailsBlock = details === null ? null : <Painted block={paintPane(detailsPane(ready, details, look), details, look)} />;
  return (
    <Box flexDirection={isStacked ? 'column' : 'row'}>
      <Box flexDirection="column" flexShrink={0}>
        <Painted block={paintPane(layersPane(ready, layers, look), layers, look)} />
        {isStacked ? null : detailsBlock}
      </Box>
      <Painted block={paintPane(treePane(ready, tree, look), tree, look)} />
      {isStacked ? detailsBlock : null}
    </Box>
  );
}
