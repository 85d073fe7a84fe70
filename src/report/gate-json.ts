import type { GateResult } from '../model/gate-result.ts';

/** JSON of two spaces, keys in the order of the type, with a final newline. */
export function renderGateJson(result: GateResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
