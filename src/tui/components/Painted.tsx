import { Box, type DOMElement, Text, Transform } from 'ink';
import { type ReactNode, useContext, useLayoutEffect, useRef, useState } from 'react';
import type { Block } from '../paint/painting.ts';
import { PaintingContext } from './painting-context.ts';

type Props = {
  /** What is drawn; the box is of its size. */
  readonly block: Block;
};

/**
 * Rows that are painted already, where Ink's layout has them. Ink itself prints nothing of them: it would measure them, keep what it
 * has measured for ever, and split them into cells, which on a screen of 300×100 takes a tenth of a second.
 */
export function Painted({ block }: Props): ReactNode {
  const painting = useContext(PaintingContext);
  const box = useRef<DOMElement>(null);
  // Ink prints before it tells of a box that is new, so there is a second frame at once.
  const [, setKnown] = useState(false);
  useLayoutEffect(() => setKnown(true), []);
  return (
    <Box ref={box} width={block.columns} height={block.rows.length} flexShrink={0}>
      <Transform
        transform={() => {
          painting.place(box.current === null ? null : { ...block, ...positionOf(box.current) });
          return '';
        }}
      >
        <Text> </Text>
      </Transform>
    </Box>
  );
}

/** On the screen. The layout is done when Ink prints. */
function positionOf(box: DOMElement): { readonly x: number; readonly y: number } {
  let [x, y] = [0, 0];
  for (let at: DOMElement | undefined = box; at !== undefined; at = at.parentNode) {
    x += at.yogaNode?.getComputedLeft() ?? 0;
    y += at.yogaNode?.getComputedTop() ?? 0;
  }
  return { x, y };
}
