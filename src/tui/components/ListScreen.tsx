import { Box } from 'ink';
import type { ReactNode } from 'react';
import { listLayout, type PaneSize } from '../state/layout.ts';
import type { Ready, State } from '../state/state.ts';
import { findingDetails, findingsPane } from '../view/findings-screen.ts';
import { packageDetails, packagesPane } from '../view/packages-screen.ts';
import { type Pane, paintPane } from '../view/pane.ts';
import { planDetails, planPane } from '../view/plan-screen.ts';
import { wasteDetails, wastePane } from '../view/waste-screen.ts';
import { Painted } from './Painted.tsx';

type Props = { readonly state: State; readonly ready: Ready };

/** A list, and what its cursor is on: beside it, or below it where the terminal is narrow. */
export function ListScreen({ state, ready }: Props): ReactNode {
  const { look, size } = state;
  const { isStacked, list, details } = listLayout(size);
  return (
    <Box flexDirection={isStacked ? 'column' : 'row'}>
      <Painted block={paintPane(mainPane(state, ready, list), list, look)} />
      {details === null ? null : <Painted block={paintPane(sidePane(state, ready, details), details, look)} />}
    </Box>
  );
}

function mainPane({ look }: State, ready: Ready, size: PaneSize): Pane {
  switch (ready.screen) {
    case 'findings':
      return findingsPane(ready, size);
    case 'packages':
      return packagesPane(ready, size, look);
    case 'plan':
      return planPane(ready, size, look);
    case 'waste':
    case 'explore':
      return wastePane(ready, size, look);
  }
}

function sidePane({ look }: State, ready: Ready, size: PaneSize): Pane {
  switch (ready.screen) {
    case 'findings':
      return findingDetails(ready, size, look);
    case 'packages':
      return packageDetails(ready, size, look);
    case 'plan':
      return planDetails(ready, size, look);
    case 'waste':
    case 'explore':
      return wasteDetails(ready, size, look);
  }
}
