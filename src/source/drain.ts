/** Takes all that a generator gives, for what it returns. */
export async function drain<T>(chunks: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const { done, value } = await chunks.next();
    if (done === true) return value;
  }
}
