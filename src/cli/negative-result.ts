/**
 * Thrown by a command that did all of its work and whose answer is no: the gate failed, the verification differs, `--exit-code`
 * found a difference. It has said why; the exit code is 1.
 */
export class NegativeResult extends Error {
  constructor() {
    super('the answer is no');
    this.name = 'NegativeResult';
  }
}
