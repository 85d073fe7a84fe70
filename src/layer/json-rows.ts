/** Rows that become JSON one by one: what they take is then known, and a value that many share is not shared any more. */
export class JsonRows<Row> {
  readonly #rows: string[] = [];

  /** @returns how many characters it takes */
  push(row: Row): number {
    const text = JSON.stringify(row);
    this.#rows.push(text);
    return text.length;
  }

  toJson(): string {
    return `[${this.#rows.join(',')}]`;
  }
}
