import { describe, expect, it } from 'vitest';
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
    made: null,
    isWhole: false,
    reason: 'why',
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
        directory('/srv', { isWhole: true, reason: 'added by the application' }),
        entry('/srv/file'),
        entry('/passwd', { made: Buffer.from('app:x:1:1::/:\n100%\n'), mode: 0o600, reason: 'user' }),
      ]),
    );
    expect(text).toBe(`# Production stage by flense 1.2.3: 0 B before, 0 B after. docker build --target debug adds a shell.

FROM app:1 AS build
USER 0:0
SHELL ["/bin/sh", "-c"]
WORKDIR /

RUN umask 022 && \\
    mkdir /.flense && \\
    # directories of what is kept
    mkdir /.flense/bin && \\
    # added by the application
    cp -a /srv /.flense/ && \\
    # the entrypoint
    cp -a /bin/app /bin/link /.flense/bin/ && \\
    # user
    printf '%b\\n' 'app:x:1:1::/:' '100%' > /.flense/passwd && \\
    chown 0:0 /.flense/passwd && \\
    chmod 0600 /.flense/passwd && \\
    # why
    ln -f /.flense/bin/app /.flense/bin/other && \\
    chown 1:2 /.flense/bin && \\
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
          directory('/srv', { isWhole: true, mode: 0o700 }),
          entry('/srv/x'),
          entry('/etc/passwd', { made: Buffer.from('a') }),
        ],
        { hasShell: false },
      ),
    );
    expect(text.slice(text.indexOf('FROM scratch'), text.indexOf('ENV')).split('\n')).toEqual([
      'FROM scratch AS production',
      '# why',
      '# WARNING: COPY does not keep of /bin/app its extended attributes, such as capabilities; flense slim does',
      'COPY --from=build --chown=5:6 ["/bin/app", "/bin/app"]',
      '# WARNING: COPY cannot name the symlink /bin/link; flense slim has it',
      '# WARNING: COPY cannot name "/bin/[a]"; flense slim has it',
      '# WARNING: COPY does not keep of /srv its own owner and mode; flense slim does',
      'COPY --from=build ["/srv", "/srv/"]',
      '# WARNING: /etc/passwd is made by the plan, and the image has no shell to make it; flense slim has it',
      '',
    ]);
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
