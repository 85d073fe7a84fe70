import { Box, useInput } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { pressedKeys, textKeys } from '../keys/pressed-keys.ts';
import { paintLine } from '../paint/paint-line.ts';
import { keyContext } from '../state/key-context.ts';
import type { Ready, State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { footerLine } from '../view/footer-line.ts';
import { headerLine } from '../view/header-line.ts';
import { Body } from './Body.tsx';
import { LoadingScreen } from './LoadingScreen.tsx';
import { Painted } from './Painted.tsx';

type Props = { readonly store: Store };

/** The whole screen, and the only one who hears keys. */
export function App({ store }: Props): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.state);
  useInput((input, key) => {
    for (const pressed of pressedKeys(input, key)) {
      const names = pressed.kind === 'key' ? [pressed.name] : textKeys(pressed.text, isTyping(store));
      for (const name of names) store.dispatch({ kind: 'key', key: name });
    }
  });
  return state.ready === null ? <LoadingScreen state={state} /> : <Screen state={state} ready={state.ready} />;
}

function isTyping({ state }: Store): boolean {
  const { ready } = state();
  return ready !== null && keyContext(ready) === null;
}

function Screen({ state, ready }: { readonly state: State; readonly ready: Ready }): ReactNode {
  const { look, size } = state;
  const header = paintLine(headerLine(ready, size.columns, look), size.columns, look);
  const footer = paintLine(footerLine(state, ready), size.columns, look);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} flexShrink={0}>
      <Painted block={{ columns: size.columns, rows: [header] }} />
      <Body state={state} ready={ready} />
      <Painted block={{ columns: size.columns, rows: [footer] }} />
    </Box>
  );
}
