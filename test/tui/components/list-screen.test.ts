import { describe, expect, it } from 'vitest';
import type { Analyzer } from '../../../src/analyze/analyzer.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { PlanEdits, Planning } from '../../../src/tui/session.ts';
import { loadingTui, openTui, tuiImage } from '../open-tui.ts';

const stray: Analyzer = {
  id: 'stray',
  title: 'Strays',
  analyze: () => ({
    findings: [
      {
        code: 'stray/file',
        severity: 'high',
        summary: 'a key is in the image',
        bytes: 12,
        evidence: [{ kind: 'file', path: '/srv/key.pem', layer: 0, bytes: 12 }],
        remedy: { kind: 'same-layer', text: 'remove it where it is made' },
      },
    ],
    unreadable: [],
  }),
};

const image = tuiImage(
  {
    layers: [
      {
        '/srv/key.pem': 'x'.repeat(12),
        '/srv/app': { content: 'a\tb\nsecond line\nthird\n', mode: 0o755 },
        '/srv/blob': Uint8Array.of(0, 1, 2, 65),
        '/tmp/cache': 9_000,
        '/lib/a': 70,
      },
      { '/srv/app': { content: 'a\tb\nsecond LINE\nthird\n', mode: 0o755 }, '/tmp/.wh.cache': 0 },
    ],
    history: ['ADD rootfs.tar /', 'RUN rm /tmp/cache'],
  },
  [stray],
);

describe('the waste', () => {
  it('says what is wasted and why, and jumps to it', async () => {
    const tui = await openTui(image, { columns: 120 });
    await tui.press('2');
    expect(tui.row('deleted')).toContain('/tmp/cache');
    expect(tui.row('hidden by')).toContain('layer 1');
    expect(tui.text()).toContain('RUN rm /tmp/cache');
    await tui.press('enter');
    expect(tui.text()).toContain('Contents of layer 1');
    expect(tui.row('path  ')).toContain('/tmp/cache');
  });

  it('is filtered by words', async () => {
    const tui = await openTui(image);
    await tui.press('2', 'f', 'modif');
    expect(tui.row('modified')).toContain('/srv/app');
    expect(tui.text()).not.toContain('deleted');
    await tui.press('enter', 'esc');
    expect(tui.row('deleted')).toContain('/tmp/cache');
  });
});

describe('the findings', () => {
  it('show severity, evidence and remedy, and jump to the file', async () => {
    const tui = await openTui(image, { columns: 140 });
    await tui.press('3');
    expect(tui.row(' high ')).toContain('12 B  a key is in the image');
    expect(tui.text()).toContain('remove it where it is made');
    expect(tui.row('/srv/key.pem')).toContain('layer 0');
    await tui.press('enter');
    expect(tui.text()).toContain('Contents of layer 0');
    expect(tui.row('path  ')).toContain('/srv/key.pem');
  });
});

describe('the packages', () => {
  it('say so where there are none', async () => {
    const tui = await openTui(image);
    await tui.press('4');
    expect(tui.text()).toContain('no package that says that it is installed');
  });
});

const numbers = Array.from({ length: 200 }, (_, i) => i).join(',');
const oneLine = `{"items":[${numbers}],"last":true}`;
const long = tuiImage({ layers: [{ '/one.json': `${oneLine}\nthe second line\n` }] });

describe('the viewer', () => {
  const toFile = async (name: string) => {
    const tui = await openTui(image, { columns: 120 });
    await tui.press('/', name, 'enter', 'enter');
    return tui;
  };

  it('shows text with the numbers of its lines, and searches in it', async () => {
    const tui = await toFile('srvapp');
    expect(tui.row('/srv/app').slice(0, 24)).toBe('╭─ /srv/app · layer 1 ──');
    expect(tui.row('1  a')).toContain('1  a   b');
    await tui.press('/', 'THIRD', 'enter');
    expect(tui.rows()[2]).toContain('3  third');
  });

  it('shows how it differs from the copy in the layer below', async () => {
    const tui = await toFile('srvapp');
    await tui.press('D');
    expect([tui.row('- second line'), tui.row('+ second LINE')]).toHaveLength(2);
  });

  it('shows binary content as hexadecimal, and what is known of a file', async () => {
    const tui = await toFile('srvblob');
    expect(tui.row('00000000')).toContain('00 01 02 41');
    expect(tui.row('00000000')).toContain('...A');
    await tui.press('i');
    expect(tui.row('kind  ')).toContain('file, ');
    await tui.press('q');
    expect(tui.text()).toContain('Contents of layer 1');
  });

  it('shows all of a line that is longer than the screen, and finds what is at its end', async () => {
    const tui = await openTui(long, { columns: 60, rows: 16 });
    await tui.press('tab', 'enter');
    const shown = tui.rows().slice(2, 14);
    expect(shown.map((row) => row.slice(5, 58)).join('')).toBe(oneLine.slice(0, 12 * 53));
    await tui.press('/', 'last', 'enter');
    expect(tui.rows()[2]).toContain('"last":true}');
    expect(tui.rows()[3]).toContain('2  the second line');
    expect(tui.badRows()).toEqual([]);
    await tui.press('g', 'w');
    expect(tui.rows()[3]).toContain('2  the second line');
    await tui.press('/', 'LAST', 'enter');
    expect(tui.rows()[2]).toContain('"last":true}');
    expect(tui.rows()[1]).toContain('from column');
    await tui.press(...'<'.repeat(40));
    expect(tui.rows()[2]).toContain('{"items":[');
    await tui.press('>');
    expect(tui.rows()[2]).not.toContain('{"items":[');
    expect(tui.badRows()).toEqual([]);
  });

  it('searches in bytes and in what is known, and says where there is nothing', async () => {
    const tui = await toFile('srvblob');
    await tui.press('/', '02 41');
    expect(tui.rows()[1]).not.toContain('no 02 41 there');
    await tui.press('esc', '/', 'zzz');
    expect(tui.rows()[1]).toContain('no zzz there');
    await tui.press('esc', 'i', '/', 'owner', 'enter');
    expect(tui.rows()[2]).toContain('owner');
    await tui.press('/', 'nowhere');
    expect(tui.rows()[1]).toContain('no nowhere there');
  });

  it('tells of a failure in a line', async () => {
    const { InspectError } = await import('../../../src/model/errors.ts');
    const readFile = () => Promise.reject(new InspectError('unreadable', 'image.tar: expected it to be there still'));
    const tui = await openTui(image, { columns: 120, session: { readFile, extract: readFile } });
    await tui.press('/', 'srvapp', 'enter', 'enter');
    expect(tui.text()).toContain('image.tar: expected it to be there still');
    await tui.press('esc', 'x');
    expect(tui.rows().at(-1)).toContain('! image.tar: expected it to be there still');
    expect(tui.calls).toEqual([]);
  });
});

const digest = `sha256:${'0'.repeat(64)}` as Plan['source']['imageId'];
const constructed: Plan = {
  schemaVersion: 1,
  tool: { name: 'flense', version: '0' },
  source: { reference: 'image.tar', manifestDigest: null, imageId: digest, platform: { os: 'linux', architecture: 'amd64' } },
  strategy: 'balanced',
  base: { kind: 'scratch' },
  candidates: [],
  strategies: [],
  files: [
    {
      path: '/lib',
      kind: 'directory',
      layer: null,
      bytes: 0,
      part: 'runtime',
      reason: 'directory of',
      from: '/lib/a',
      confidence: 'certain',
    },
    { path: '/lib/a', kind: 'file', layer: 0, bytes: 70, part: 'runtime', reason: 'needed by', from: '/srv/app', confidence: 'certain' },
    {
      path: '/srv',
      kind: 'directory',
      layer: null,
      bytes: 0,
      part: 'runtime',
      reason: 'directory of',
      from: '/srv/app',
      confidence: 'certain',
    },
    { path: '/srv/app', kind: 'file', layer: 1, bytes: 23, part: 'application', reason: 'the command', from: null, confidence: 'certain' },
  ],
  made: [],
  user: { uid: 1, gid: 1, groups: [], name: 'app', isMade: true, reason: 'r' },
  config: {
    env: [],
    entrypoint: ['/srv/app'],
    cmd: [],
    workingDir: '/',
    exposedPorts: [],
    volumes: [],
    labels: {},
    healthcheck: null,
    stopSignal: null,
  },
  writablePaths: [],
  listens: [],
  size: {
    visibleBytes: 110,
    imageBytes: 9_130,
    predictedBytes: 93,
    baseBytes: 0,
    partBytes: { runtime: 70, application: 23, data: 0, metadata: 0 },
  },
  removed: { findings: [], packages: [], vulnerabilities: null },
  warnings: [
    { code: 'a-warning', text: 'what could not be known', path: null, line: null },
    { code: 'of-a-line', text: 'it is started', path: '/srv/app', line: 12 },
  ],
};

function planning(done: string[], made: readonly PlanEdits[] = []): Planning {
  const asked = made as PlanEdits[];
  return {
    edits: { keep: [], drop: [] },
    plan: async (edits) => {
      asked.push(edits);
      return constructed;
    },
    documents: [
      { name: 'Dockerfile', language: 'dockerfile', render: async ({ base }) => `# a comment\nFROM ${base.kind}\n` },
      { name: 'kubernetes.yaml', language: 'yaml', render: async () => 'kind: Pod\n' },
    ],
    why: async (_, edits, path) => `${path} is for nothing, with ${edits.drop.length} dropped by hand`,
    save: async (edits) => `saved ${edits.keep.length} and ${edits.drop.length}`,
    write: async (name) => {
      done.push(name);
      return `${name}: written`;
    },
  };
}

describe('the plan', () => {
  it('shows what is kept and why, and sizes before and after', async () => {
    const tui = await openTui(image, { columns: 140, planning: planning([]) });
    await tui.press('5');
    expect(tui.row('before')).toContain('9.13 kB');
    expect(tui.row('after')).toContain('93 B, 1 % of it');
    expect(tui.text()).toContain('what could not be known');
    expect(tui.row('it is started')).toContain('/srv/app:12: it is started');
    await tui.press('space', 'j');
    expect(tui.row('why  ')).toContain('needed by /srv/app');
    expect(tui.text()).toContain(' the command');
    await tui.press('tab');
    expect(tui.row('kept [dropped]')).toBeTruthy();
    expect(tui.row('├ ▸ srv')).toContain('15 B');
  });

  it('keeps and drops by hand, takes it back and saves it', async () => {
    const asked: PlanEdits[] = [];
    const tui = await openTui(image, { columns: 140, planning: planning([], asked) });
    await tui.press('5', '-', 'j', '+', 'z', 'S');
    expect(asked).toEqual([
      { keep: [], drop: [] },
      { keep: [], drop: ['/lib'] },
      { keep: ['/srv'], drop: ['/lib'] },
      { keep: [], drop: ['/lib'] },
    ]);
    expect(tui.rows().at(-1)).toContain('saved 0 and 1');
    expect(tui.row('├ ▸ lib')).toMatch(/^│ - /);
  });

  it('says of what is dropped why it is', async () => {
    const tui = await openTui(image, { columns: 140, planning: planning([]) });
    await tui.press('5', 'tab');
    expect(tui.row('kept as')).toContain('directory of /srv/app');
    await tui.press('j');
    expect(tui.row('why  ')).toContain('/tmp is for nothing, with 0 dropped by hand');
    await tui.press('-');
    expect(tui.row('why  ')).toContain('with 1 dropped by hand');
    await tui.press('tab', 'g');
    expect(tui.text()).not.toContain('is for nothing');
  });

  it('plans only the last of the choices that are made while it plans', async () => {
    const asked: PlanEdits[] = [];
    const open: (() => void)[] = [];
    const slow: Planning = {
      ...planning([]),
      plan: (edits) => {
        asked.push(edits);
        return new Promise((resolve) => open.push(() => resolve(constructed)));
      },
    };
    const tui = await openTui(image, { columns: 140, planning: slow });
    await tui.press('5');
    open.shift()!();
    await tui.press('g', '-', 'j', '-', 'j', '-');
    expect(asked.map(({ drop }) => drop)).toEqual([[], ['/lib']]);
    expect(tui.text()).toContain('planning…');
    open.shift()!();
    await tui.press('k');
    expect(asked.map(({ drop }) => drop)).toEqual([[], ['/lib'], ['/lib', '/srv']]);
    open.shift()!();
    await tui.press('k');
    expect(tui.text()).not.toContain('planning…');
  });

  it('previews documents and writes them', async () => {
    const done: string[] = [];
    const tui = await openTui(image, { planning: planning(done) });
    await tui.press('5', 'p');
    expect(tui.row('FROM scratch')).toBeTruthy();
    await tui.press('tab', 'w');
    expect(tui.row('kind: Pod')).toBeTruthy();
    expect(tui.rows().at(-1)).toContain('kubernetes.yaml: written');
    expect(done).toEqual(['kubernetes.yaml']);
  });

  it('says so where there is none, or it cannot be made', async () => {
    const none = await openTui(image);
    await none.press('5');
    expect(none.text()).toContain('there is no plan for this image');
    const { InspectError } = await import('../../../src/model/errors.ts');
    const failing = { ...planning([]), plan: () => Promise.reject(new InspectError('usage', 'expected a program, got none')) };
    const tui = await openTui(image, { planning: failing });
    await tui.press('5');
    expect(tui.text()).toContain('expected a program, got none');
  });
});

describe('help and palette', () => {
  it('are made of the key table', async () => {
    const tui = await openTui(image, { columns: 120, rows: 60 });
    await tui.press('?');
    expect(tui.row('to the other pane')).toContain('Tab');
    expect(tui.row('back to the shell until fg')).toContain('^Z');
    await tui.press('?', ':', 'waste');
    expect(tui.row('Commands')).toBeTruthy();
    await tui.press('esc', ':', 'never', 'enter');
    expect(tui.row('2[Waste]')).toBeTruthy();
  });

  it.each([
    ['the viewer', ['/', 'srvapp', 'enter', 'enter'], 'In the file', 'viewer-hex', 'first line|hex'],
    ['the preview', ['5', 'p'], 'In the preview', 'write', 'FROM scratch'],
    ['the history', ['tab', 'H'], 'In the history', 'open', 'History of'],
  ])('lie over %s too, which is there again after them', async (_, keys, title, command, below) => {
    const tui = await openTui(image, { columns: 120, rows: 40, planning: planning([]) });
    await tui.press(...keys, '?');
    expect(tui.row(title)).toBeTruthy();
    expect(tui.row('all that can be done, by name')).toContain(':');
    await tui.press('?');
    expect(tui.text()).not.toContain(title);
    expect(tui.text()).toMatch(new RegExp(below));
    await tui.press(':', command);
    expect(tui.row(command)).toBeTruthy();
    await tui.press('esc');
    expect(tui.text()).toMatch(new RegExp(below));
    expect(tui.badRows()).toEqual([]);
  });

  it('has what the palette says done where it was asked for', async () => {
    const tui = await openTui(image, { columns: 120 });
    await tui.press('/', 'srvblob', 'enter', 'enter', '?', ':', 'viewer-facts', 'enter');
    expect(tui.row('kind  ')).toContain('file, ');
    await tui.press(':', 'help', 'enter');
    expect(tui.row('In the file')).toBeTruthy();
    await tui.press('esc', 'esc');
    expect(tui.text()).toContain('Contents of layer 1');
  });

  it('can be read on the smallest terminal', async () => {
    const tui = await openTui(image, { columns: 60, rows: 16 });
    for (const key of ['?', 'G', 'esc', ':', 'esc', '/', 'a', 'esc', '2', '3', '4', '5']) {
      await tui.press(key);
      expect(tui.badRows()).toEqual([]);
      expect(tui.rows().length).toBe(16);
    }
  });
});

describe('while an image is read', () => {
  it('the layers are there as soon as they are known, with what was read of each', async () => {
    const layer = { storedBytes: 100, readBytes: 50, isCached: false, seconds: 5 };
    const tui = loadingTui(
      {},
      {
        reference: 'image.tar',
        arrived: null,
        isReading: true,
        seconds: 2,
        layers: [
          { index: 0, instruction: 'ADD a', ...layer, isCached: true },
          { index: 1, instruction: 'RUN b', ...layer },
          { index: 2, instruction: '', storedBytes: 100, readBytes: 0, isCached: false, seconds: 0 },
        ],
      },
    );
    await tui.press('x');
    expect(tui.row('ADD a')).toContain('cached');
    expect(tui.row('RUN b')).toMatch(/█{5} +reading +50 B of 100 B +10 B\/s +5 s left +RUN b/);
    expect(tui.row('ADD a')).not.toContain('/s');
    expect(tui.row('waiting')).not.toContain('/s');
    await tui.resize({ columns: 140, rows: 30 });
    expect(tui.row('RUN b')).toMatch(/█{12} +reading /);
    await tui.resize({ columns: 60, rows: 16 });
    expect(tui.row('reading')).toMatch(/50 B of 100 B +10 B\/s/);
    expect(tui.badRows()).toEqual([]);
    expect(tui.row('waiting')).toBeTruthy();
    expect(tui.row('50 B of 200 B')).toContain('25 B/s · 6 s left');
    await tui.press('q');
    expect(tui.calls).toEqual(['quit']);
  });
});
