import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';
import type { RuntimeConfig } from '../src/model/image-config.ts';

const id = 'shell-form-entrypoint';

const codes = {
  'arguments-lost': { severity: 'medium', reason: 'a shell-form ENTRYPOINT drops CMD and whatever is given to `docker run`' },
  'signals-lost': {
    severity: 'low',
    reason: 'the first process is a shell, which passes no signal on: stopping takes until the engine kills it',
  },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const shells = new Set(['ash', 'bash', 'busybox', 'dash', 'ksh', 'sh', 'zsh']);

/** A shell between the engine and the program. */
export const shellFormEntrypoint: DocumentedAnalyzer = {
  id,
  title: 'Shell form',
  description:
    'ENTRYPOINT or CMD in the form without brackets, which engines start as `/bin/sh -c "…"`. The shell is then the first process: SIGTERM ends ' +
    'at it and the program behind is killed after the timeout. A command that begins with `exec` is fine, and so is one that a shell starts as ' +
    'its last and only command, as far as bash and newer dash replace themselves then; busybox does not, so this is not relied on. Scripts as ' +
    'entrypoint, which ought to end with `exec "$@"`, are not read here.',
  codes,
  analyze: ({ image }) => ({ findings: findingsOf(image.config.config), unreadable: [] }),
};

function findingsOf({ entrypoint, cmd }: RuntimeConfig): readonly Finding[] {
  const field = entrypoint.length > 0 ? 'Entrypoint' : 'Cmd';
  const command = entrypoint.length > 0 ? entrypoint : cmd;
  const script = shellScript(command);
  if (script === null) return [];
  const value = JSON.stringify(command);
  // `sh -c "$0 $@"` and its kin take the rest as arguments on purpose.
  if (field === 'Entrypoint' && cmd.length > 0 && command.length === 3 && !/\$[@*0-9{]/.test(script)) {
    return [report('arguments-lost', field, value, `CMD ${JSON.stringify(cmd)} is never used: the entrypoint is a script for a shell`)];
  }
  return /^\s*(?:set [-+\w ]+(?:;|&&)\s*)?exec\s/.test(script)
    ? []
    : [report('signals-lost', field, value, 'the first process is a shell, which passes no signals on')];
}

/** What a shell is told to run. */
function shellScript(command: readonly string[]): string | null {
  const [program = ''] = command;
  if (!shells.has(program.slice(program.lastIndexOf('/') + 1))) return null;
  const at = command.findIndex((word) => /^-[a-z]*c$/.test(word));
  return at < 0 ? null : (command[at + 1] ?? null);
}

function report(variant: keyof typeof codes, field: string, value: string, summary: string): Finding {
  return finding(variant, {
    summary,
    bytes: 0,
    evidence: [{ kind: 'config', field, value }],
    remedy: { kind: 'change-config', text: `write ${field.toUpperCase()} with brackets: ["program", "argument"]`, field },
  });
}
