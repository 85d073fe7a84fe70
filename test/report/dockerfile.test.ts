import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { type DockerfileEntry, type DockerfileInput, usualStages } from '../../src/report/dockerfile/dockerfile-input.ts';
import { renderDockerfile } from '../../src/report/dockerfile.ts';
import { type PlanInput, plan } from '../support/plan.ts';

function entry(path: string, more: Partial<DockerfileEntry> = {}): DockerfileEntry {
  return {
    path,
    kind: 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    linkTarget: null,
    hasAttributes: false,
    bytes: 0,
    made: null,
    left: null,
    reason: 'why',
    object: null,
    ...more,
  };
}

function directory(path: string, more: Partial<DockerfileEntry> = {}): DockerfileEntry {
  return entry(path, { kind: 'directory', mode: 0o755, ...more });
}

function input(entries: readonly DockerfileEntry[], more: Partial<DockerfileInput> = {}, planned: PlanInput = {}): DockerfileInput {
  return {
    plan: plan(planned),
    from: 'app:1',
    entries,
    stage: '/.flense',
    hasShell: true,
    keepsAttributes: true,
    debugEntries: [],
    own: null,
    stages: usualStages,
    ...more,
  };
}

/** Instructions with their continuation, comments left out. */
function instructions(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '');
}

const names = [
  '/a\nRUN rm -rf /',
  '/$(id)`id`$HOME',
  "/it's",
  '/"quoted"',
  '/back\\slash\\',
  '/\u001b[31m',
  '/<<EOF',
  '/-rf',
  '/bytes\udcff',
  '/#comment',
  '/\u202egnp.exe',
  '/%s%n',
];

describe('a Dockerfile', () => {
  it('puts together what is kept and copies it at once', () => {
    const text = renderDockerfile(
      input([
        directory('/bin', { mode: 0o700, uid: 1, gid: 2 }),
        entry('/bin/app', { reason: 'the entrypoint' }),
        entry('/bin/link', { kind: 'symlink', linkTarget: 'app', reason: 'the entrypoint' }),
        entry('/bin/other', { kind: 'hardlink', linkTarget: '/bin/app' }),
        directory('/srv', { left: ['/srv/cache', '/srv/-x'], reason: 'directory of', object: '/srv/file' }),
        entry('/srv/file', { reason: 'read by', object: '/bin/app', bytes: 2_000 }),
        entry('/srv/other', { reason: 'read by', object: '/bin/link', bytes: 10 }),
        entry('/passwd', { made: Buffer.from('app:x:1:1::/:\n100%\n'), mode: 0o600, reason: 'user' }),
      ]),
    );
    expect(text).toBe(`# Production stage by flense 1.2.3: 0 B before, 0 B after. docker build --target debug adds a shell.

FROM app:1 AS build
USER 0:0
SHELL ["/bin/sh", "-c"]
WORKDIR /

# What is kept comes together below /.flense. keep DIRECTORY NAME... takes names of a directory as they are, with all
# below them, pick what lies deeper; drop takes some away again. A directory stands where most of its files belong.
RUN umask 022 && \\
    keep() { at=$1 && shift && mkdir -p "/.flense$at" && cd "$at" && cp -a "$@" "/.flense$at/"; } && \\
    drop() { at=$1 && shift && cd "/.flense$at" && rm -rf "$@"; } && \\
    write() { at=$1 && shift && printf '%b\\n' "$@" >> "/.flense$at"; } && \\
    mkdir /.flense && \\
    # read by /bin/app and 1 more (2 files, 2.01 kB)
    keep / srv && \\
    drop /srv cache ./-x && \\
    # the entrypoint (2 files, 0 B)
    keep /bin app link && \\
    # user
    write /passwd 'app:x:1:1::/:' '100%' && \\
    # further names of files that are there
    ln -f /.flense/bin/app /.flense/bin/other && \\
    # owners and modes of what was made
    chown 1:2 /.flense/bin && \\
    chmod 0600 /.flense/passwd && \\
    chmod 0700 /.flense/bin

FROM scratch AS production
COPY --from=build /.flense/ /
ENV PATH="/bin"
USER 1000:1000

# The image has no shell of its own. For one to debug with:
#   FROM production AS debug
#   COPY --from=busybox:musl /bin/busybox /bin/busybox
#   ENTRYPOINT ["/bin/busybox", "sh"]

# What docker build makes unless told otherwise.
FROM production
`);
  });

  it.each(names)('is not broken out of by the name %j', (name) => {
    const text = renderDockerfile(input([entry(name)]));
    const found = instructions(text);
    expect(found.filter((line) => !/^(?:FROM|USER|SHELL|WORKDIR|RUN umask|COPY|ENV) /.test(line))).toEqual([]);
    expect(found.filter((line) => line.startsWith('RUN'))).toHaveLength(1);
    expect(text).not.toMatch(/[^\n\x20-\x7e]|<</);
  });

  it.each(names)('is not broken out of by a reason or a warning like %j', (text) => {
    const rendered = renderDockerfile(
      input([entry('/a', { reason: text })], {}, { warnings: [{ code: 'a', text, path: text, line: null }] }),
    );
    expect(instructions(rendered)).toEqual(instructions(renderDockerfile(input([entry('/a')]))));
  });

  it('says what a container is started with, and warns where an instruction cannot', () => {
    const config = {
      env: ['A=b "c" $d \\', 'B=1\nRUN rm', 'C D=1'],
      entrypoint: ['/bin/app', '$HOME', 'ü\n'],
      cmd: ['a b'],
      workingDir: "/it's/$x",
      exposedPorts: ['80/tcp', '80\nRUN x'],
      volumes: ['/data $x'],
      labels: { 'a "b"': 'c$d', 'e\n': 'f' },
      healthcheck: { test: ['CMD-SHELL', 'curl x || exit 1\n'], intervalNanoseconds: 5e9, timeoutNanoseconds: 1_500_000_000, retries: 2 },
      stopSignal: 'SIGQUIT',
    };
    const text = renderDockerfile(input([], {}, { config }));
    expect(text.slice(text.indexOf('COPY'), text.indexOf('# The image')).split('\n')).toEqual([
      'COPY --from=build /.flense/ /',
      'ENV A="b \\"c\\" \\$d \\\\"',
      '# WARNING: ENV cannot say "B=1\\nRUN rm"; it is left out',
      '# WARNING: ENV cannot say "C D=1"; it is left out',
      'LABEL "a \\"b\\""="c\\$d"',
      '# WARNING: LABEL cannot say "e\\n=f"; it is left out',
      "WORKDIR /it\\'s/\\$x",
      'EXPOSE 80/tcp',
      '# WARNING: EXPOSE cannot say "80\\nRUN x"; it is left out',
      'VOLUME ["/data \\\\$x"]',
      'USER 1000:1000',
      'STOPSIGNAL SIGQUIT',
      'HEALTHCHECK --interval=5s --timeout=1500ms --retries=2 CMD ["/bin/sh", "-c", "curl x || exit 1\\n"]',
      'ENTRYPOINT ["/bin/app", "$HOME", "\\u00fc\\n"]',
      'CMD ["a b"]',
      '',
      '',
    ]);
  });

  it('says what a base would otherwise decide, and does not on nothing', () => {
    const bare: Plan['config'] = { ...plan().config, env: [], cmd: ['/usr/bin/app'] };
    const started = (base: Plan['base'], config: Plan['config']): readonly string[] => {
      const found = instructions(renderDockerfile(input([], {}, { base, config })));
      return found.slice(found.findIndex((line) => line.startsWith('COPY')) + 1, -1);
    };
    const base: Plan['base'] = { kind: 'image', reference: 'gcr.io/distroless/nodejs22-debian13:nonroot', bytes: 1 };
    expect(started(base, bare)).toEqual([
      'WORKDIR /',
      'USER 1000:1000',
      'STOPSIGNAL SIGTERM',
      'HEALTHCHECK NONE',
      'ENTRYPOINT []',
      'CMD ["/usr/bin/app"]',
    ]);
    expect(started({ kind: 'scratch' }, bare)).toEqual(['USER 1000:1000', 'CMD ["/usr/bin/app"]']);
    const full: Plan['config'] = {
      ...bare,
      entrypoint: ['/app'],
      cmd: [],
      workingDir: '/srv',
      stopSignal: 'SIGINT',
      healthcheck: { test: ['CMD', '/app'] },
    };
    // ENTRYPOINT takes the CMD of the base away: https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
    expect(started(base, full)).toEqual([
      'WORKDIR /srv',
      'USER 1000:1000',
      'STOPSIGNAL SIGINT',
      'HEALTHCHECK CMD ["/app"]',
      'ENTRYPOINT ["/app"]',
    ]);
    expect(started(base, { ...full, healthcheck: { test: [], retries: 2 } })).toContain('HEALTHCHECK NONE');
    expect(started(base, { ...full, workingDir: '/a\nb', stopSignal: 'no' })).toEqual([
      'WORKDIR /',
      'USER 1000:1000',
      'STOPSIGNAL SIGTERM',
      'HEALTHCHECK CMD ["/app"]',
      'ENTRYPOINT ["/app"]',
    ]);
  });

  it('stays readable, whatever is kept', () => {
    const many = Array.from({ length: 60 }, (_, at) => [
      entry(`/lib/${at}/a.py`, { reason: 'imported by', object: `/lib/${at}.py`, bytes: 100 }),
      entry(`/lib/${at}/a.pyc`, { reason: 'bytecode of', object: `/lib/${at}/a.py`, bytes: 50 }),
      entry(`/doc/${at}`, { reason: `for the ${at}th purpose,`, bytes: 1 }),
    ]).flat();
    const warnings = Array.from({ length: 30 }, (_, at) => ({ code: 'x', text: `odd ${at}`, path: `/lib/${at}`, line: at }));
    const text = renderDockerfile(input(many, {}, { warnings }));
    const comments = text.split('\n').filter((line) => line.startsWith('    # '));
    expect(comments.slice(0, 3)).toEqual([
      '    # imported by /lib/0.py and 59 more (60 files, 6.00 kB)',
      '    # bytecode of /lib/0/a.py and 59 more (60 files, 3.00 kB)',
      '    # for the 0th purpose (1 file, 1 B)',
    ]);
    expect(text).toContain('    # for 43 further reasons, which flense advise --why PATH tells of each (43 files, 43 B): for the');
    expect(instructions(text).filter((line) => line.startsWith('RUN'))).toHaveLength(1);
    expect(text.split('\n').length).toBeLessThan(120);
    expect(text).toContain('# WARNING: /lib/19:19: odd 19\n# WARNING: and 10 more warnings, which flense advise tells\n');
  });

  it('picks the few files of many directories at once', () => {
    const files = ['/m/a/x', '/m/b/x', '/m/b/-y', '/m/c/d/x', '/n/x', '/z'].map((path) => entry(path));
    const text = renderDockerfile(input(files));
    expect(instructions(text)[4]).toContain('pick /m a/x b/x b/-y c/d/x && keep /n x && keep / z');
  });

  it('makes records of packages with the names that are theirs, whatever these are, and says how only where there are some', () => {
    const made = (path: string, command: 'about' | 'sums', word: string): DockerfileEntry =>
      entry(path, { made: Buffer.from('long text'), recipe: { command, word }, reason: 'what scanners know the package by' });
    const records = names.map((name, at) => made(`/var/lib/dpkg/status.d/${at}`, 'sums', name.slice(1)));
    const text = renderDockerfile(input([made('/var/lib/dpkg/status.d/a', 'about', 'a'), entry('/bin/a'), ...records]));
    const found = instructions(text);
    expect(found.filter((line) => line.startsWith('RUN'))).toHaveLength(1);
    expect(found[4]).toMatch(/keep \/bin a && about a && sums /);
    expect(found[4]).not.toContain('long text');
    expect(text).not.toMatch(/[^\n\x20-\x7e]|<</);
    expect(text).toContain('about takes what dpkg tells of packages');
    expect(renderDockerfile(input([entry('/bin/a')]))).not.toMatch(/dpkg|about/);
  });

  it('never passes the shell more than it takes, nor a line that Docker does not', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => entry(`/${'n'.repeat(80)}${at}`));
    const text = renderDockerfile(input(many));
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(32_000);
    expect(Math.max(...instructions(text).map((line) => line.length))).toBeLessThan(100_000);
  });

  it('copies path by path where the image has no shell, and says what is lost', () => {
    const text = renderDockerfile(
      input(
        [
          directory('/bin'),
          entry('/bin/app', { uid: 5, gid: 6, hasAttributes: true }),
          entry('/bin/link', { kind: 'symlink', linkTarget: 'app' }),
          entry('/bin/[a]'),
          entry('/bin/b'),
          entry('/bin/c'),
          directory('/srv', { left: [], mode: 0o700 }),
          entry('/srv/x'),
          entry('/etc/passwd', { made: Buffer.from('a') }),
        ],
        { hasShell: false },
      ),
    );
    expect(text.slice(text.indexOf('FROM scratch'), text.indexOf('ENV')).split('\n')).toEqual([
      'FROM scratch AS production',
      '# WARNING: the image has no shell to make what the plan makes: /etc/passwd; flense slim has them',
      '# WARNING: COPY cannot name symlinks: /bin/link; flense slim has them',
      '# WARNING: COPY cannot take such names: "/bin/[a]"; flense slim has them',
      '# WARNING: COPY does not keep extended attributes, such as capabilities: /bin/app; flense slim does',
      '# WARNING: COPY does not keep owner and mode of directories themselves: /srv; flense slim does',
      '# why (4 files, 0 B)',
      'COPY --from=build --chown=5:6 ["/bin/app", "/bin/app"]',
      'COPY --from=build ["/bin/b", "/bin/c", "/bin/"]',
      'COPY --from=build ["/srv", "/srv/"]',
      '',
    ]);
  });

  it('copies no more files at once than BuildKit takes, over as many lines as it takes', () => {
    const files = Array.from({ length: 25 }, (_, at) => entry(`/lib/a-library-with-a-long-name.so.${at + 10}`));
    const text = renderDockerfile(input(files, { hasShell: false }));
    const copies = instructions(text).filter((line) => line.startsWith('COPY'));
    expect(copies.map((line) => (JSON.parse(line.slice(line.indexOf('['))) as readonly string[]).length)).toEqual([11, 11, 6]);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('has a target with a shell on top, and makes the production image unless told otherwise', () => {
    const text = renderDockerfile(input([entry('/app')], { debugEntries: [directory('/bin'), entry('/bin/sh')] }));
    expect(instructions(text).slice(-4)).toEqual([
      'FROM production AS debug',
      'COPY --from=build /.flense-debug/ /',
      'ENTRYPOINT ["/bin/sh"]',
      'FROM production',
    ]);
  });
});
