import { Box } from 'ink';
import type { ReactNode } from 'react';
import { paintLine } from '../paint/paint-line.ts';
import { line, span } from '../paint/span.ts';
import { bodySize, innerRows } from '../state/layout.ts';
import type { State } from '../state/state.ts';
import { loadingLines } from '../view/loading-lines.ts';
import { paintPane, paneFrame } from '../view/pane.ts';
import { Painted } from './Painted.tsx';

type Props = { readonly state: State };

/** How far reading has come. */
export function LoadingScreen({ state }: Props): ReactNode {
  const { loading, look, size } = state;
  const body = { ...bodySize(size), rows: size.rows - 1 };
  const lines = loadingLines(loading, innerRows(body), size.columns - paneFrame, look);
  const footer = paintLine(line(span(' q', 'key'), span(' cancel', 'faint')), size.columns, look);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} flexShrink={0}>
      <Painted block={paintPane({ title: 'flense', lines, isFocused: true }, body, look)} />
      <Painted block={{ columns: size.columns, rows: [footer] }} />
    </Box>
  );
}
