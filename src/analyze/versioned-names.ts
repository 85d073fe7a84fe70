/** `python3.`, 4, 6 → `python3.4`, `python3.5`, `python3.6`: names are looked up, not matched. */
export function versionedNames(stem: string, first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${stem}${first + index}`);
}
