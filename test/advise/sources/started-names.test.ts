import { describe, expect, it } from 'vitest';
import { startedNames } from '../../../src/advise/sources/started-names.ts';

/** Of a shell in brackets. */
function commands(text: string, language: string): readonly string[] {
  return startedNames(text, language).commands.map((command) => (command.isOfShell ? `(${command.text})` : command.text));
}

describe('startedNames', () => {
  it.each([
    ['python', 'import subprocess\nsubprocess.run(["ffmpeg", "-i", x])', ['ffmpeg']],
    ['python', 'subprocess.check_output(\n    [\n        "git", "log"])', ['git']],
    ['python', 'os.system(f"convert {x} y | tee z")', ['(convert)']],
    ['python', 'subprocess.run("ls -l | wc", shell=True)', ['(ls -l)', '(wc)']],
    ['python', 'from subprocess import Popen\nPopen(shlex.split("dot -Tsvg"))', ['dot -Tsvg']],
    ['node', 'require("child_process").execSync("git log")', ['(git log)']],
    ['node', "import { spawn } from 'node:child_process'; spawn('ffmpeg', ['-i'])", ['ffmpeg']],
    ['node', 'import { execa } from "execa"; await execa("tar", [])', ['tar']],
    ['ruby', 'system("tool", x); `date -u | sort`; %x(uptime -p)', ['tool', '(date -u)', '(sort)', 'uptime -p']],
    ['perl', 'open3("x"); exec "/usr/bin/tool";', ['/usr/bin/tool']],
    ['php', '<?php exec("tool x"); $q = "SELECT `date` FROM `time`";', ['(tool x)']],
  ])('of %s source %j are %j', (language, text, expected) => {
    expect(commands(text, language)).toEqual(expected);
  });

  it.each([
    ['python', 'run("x")\nname = "git"'],
    ['node', 'pattern.exec("sort me"); run("git")'],
    ['ruby', 'sql = "SELECT `name` FROM `time`"'],
  ])('of %s source %j are none', (language, text) => {
    expect(commands(text, language)).toEqual([]);
  });

  it('tell where a call names nothing', () => {
    expect(startedNames('import subprocess\n\nsubprocess.run(command)\nsubprocess.run(["a"])', 'python').computedLines).toEqual([3]);
    expect(startedNames('import subprocess\nsubprocess.run([sys.executable, "x"])', 'python').computedLines).toEqual([]);
  });

  it('come in linear time from hostile source', () => {
    const text = `subprocess ${'run("'.repeat(100_000)}${' '.repeat(100_000)}`;
    expect(startedNames(text, 'python').commands.length).toBeLessThanOrEqual(500);
  });
});
