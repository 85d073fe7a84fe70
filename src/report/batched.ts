/** Characters of one piece of output: enough that writing it is cheap, little to hold. */
const pieceLength = 65_536;

/** The same text in larger pieces. */
export function* batched(parts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const part of parts) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
