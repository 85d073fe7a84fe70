import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { renderText } from '../../src/report/text.ts';
import type { TextInput } from '../../src/report/text-input.ts';
import { textStyle } from '../../src/report/text-style.ts';
import { smallReport } from './small-report.ts';

const input: TextInput = {
  report: smallReport,
  names: ['app:1', 'app:latest'],
  bigFiles: [
    { path: '/usr/lib/libnode.so', sizeBytes: 4_000_000, layer: 0 },
    { path: '/app/modules/a.js', sizeBytes: 900_000, layer: 1 },
  ],
  warnings: ['no image for linux/amd64: took the only one'],
};

describe('renderText', () => {
  it('shows the report on 80 columns', () => {
    expect(renderText(input, textStyle(80, false, true))).toMatchInlineSnapshot(`
      "app.tar
        names      app:1 · app:latest
        platform   linux/arm64/v9 · docker-archive
        id         sha256:0123456789ab · created 2024-03-05 10:04
        size       15.0 MB · 6.00 MB compressed · 3 layers · 1,234 entries ·
                   3.00 MB reclaimable (20 %)
        runs       /bin/sh -c 'exec node .'
        as         root (no user is set) · in /app · ports 80/tcp

      Layers (░ reclaimable: shipped, and seen by no container)
         #      size share                    ░  entries  instruction
         0   10.0 MB  67 %  ███████░░░  3.00 MB    1,000  ADD file:1 in /
         1   5.00 MB  33 %  █████             -      300  COPY . /app
         2       0 B   0 %                    -        1

      Biggest directories (of what a container sees)
             6.90 MB  58 %  ██████▉      /usr/lib
             5.00 MB  42 %  █████        /app
             2.50 MB  21 %  ██▌          └─ modules

      Biggest files
             4.00 MB  33 %  layer 0    /usr/lib/libnode.so
              900 kB   8 %  layer 1    /app/modules/a.js

      Reclaimable 3.00 MB, 20 % of the image, about 1.20 MB compressed: shipped, and
                  seen by no container
             2.00 MB  deleted · layer 0 → 2 · 1 path
                      RUN rm -rf /var/cache
                      /var/cache
                      → delete it in the RUN instruction that creates it
             1.00 MB  modified · layer 0 → 1 · 2 paths
                      COPY . /app
                      /etc/a  600 kB
                      /etc/b  400 kB
                      → write it once

      Findings
                high  the container runs as root
                 low  apt left its lists behind (1.50 MB)
           not known  packages failed: TypeError: x is not a function

      Warnings
        • no image for linux/amd64: took the only one

      Next
        what layer 2 changed  flense ls app.tar --layer 2 --changed
        all large files       flense ls app.tar --min-size 100kB
        look around in it     flense app.tar
        what it needs to run  flense advise app.tar
        the slim image        flense slim app.tar -o slim
        all of this, as data  flense inspect app.tar --format json

      dive would say: efficiency 98.44 %, wasted 32.0 kB, user wasted 48.34 %
      "
    `);
  });

  it('needs neither colour nor more than ASCII', () => {
    expect(renderText(input, textStyle(60, false, false))).toMatchInlineSnapshot(`
      "app.tar
        names      app:1 - app:latest
        platform   linux/arm64/v9 - docker-archive
        id         sha256:0123456789ab - created 2024-03-05 10:04
        size       15.0 MB - 6.00 MB compressed - 3 layers -
                   1,234 entries - 3.00 MB reclaimable (20 %)
        runs       /bin/sh -c 'exec node .'
        as         root (no user is set) - in /app - ports 80/tcp

      Layers (! reclaimable: shipped, and seen by no container)
         #      size                    !  instruction
         0   10.0 MB  =======!!!  3.00 MB  ADD file:1 in /
         1   5.00 MB  =====             -  COPY . /app
         2       0 B                    -

      Biggest directories (of what a container sees)
             6.90 MB  58 %  =======      /usr/lib
             5.00 MB  42 %  =====        /app
             2.50 MB  21 %  ===          \`- modules

      Biggest files
             4.00 MB  33 %  layer 0    /usr/lib/libnode.so
              900 kB   8 %  layer 1    /app/modules/a.js

      Reclaimable 3.00 MB, 20 % of the image, about 1.20 MB
                  compressed: shipped, and seen by no container
             2.00 MB  deleted - layer 0 -> 2 - 1 path
                      RUN rm -rf /var/cache
                      /var/cache
                      -> delete it in the RUN instruction that
                         creates it
             1.00 MB  modified - layer 0 -> 1 - 2 paths
                      COPY . /app
                      /etc/a  600 kB
                      /etc/b  400 kB
                      -> write it once

      Findings
                high  the container runs as root
                 low  apt left its lists behind (1.50 MB)
           not known  packages failed: TypeError: x is not a fu...

      Warnings
        * no image for linux/amd64: took the only one

      Next
        what layer 2 changed
          flense ls app.tar --layer 2 --changed
        all large files
          flense ls app.tar --min-size 100kB
        look around in it
          flense app.tar
        what it needs to run
          flense advise app.tar
        the slim image
          flense slim app.tar -o slim
        all of this, as data
          flense inspect app.tar --format json

      dive would say: efficiency 98.44 %, wasted 32.0 kB, user ...
      "
    `);
  });

  it('says so where nothing is wasted, found or known', () => {
    const { waste } = smallReport;
    const clean: Report = {
      ...smallReport,
      layers: [],
      directories: [],
      waste: { ...waste, reclaimableBytes: 0, items: [] },
      findings: [],
      outcomes: [],
    };
    const text = renderText({ report: clean, names: [], bigFiles: [], warnings: [] }, textStyle(80, false, true));
    expect(text).toMatchInlineSnapshot(`
      "app.tar
        platform   linux/arm64/v9 · docker-archive
        id         sha256:0123456789ab · created 2024-03-05 10:04
        size       15.0 MB · 6.00 MB compressed · 0 layers · 1,234 entries
        runs       /bin/sh -c 'exec node .'
        as         root (no user is set) · in /app · ports 80/tcp

      Reclaimable nothing: a container sees every byte that the layers ship

      Next
        look around in it     flense app.tar
        what it needs to run  flense advise app.tar
        the slim image        flense slim app.tar -o slim
        all of this, as data  flense inspect app.tar --format json

      dive would say: efficiency 98.44 %, wasted 32.0 kB, user wasted 48.34 %
      "
    `);
  });

  it('names the next commands with the reference as one word of a shell, and none that Windows has no use for', () => {
    const named = (reference: string, os: string): string => {
      const image = { ...smallReport.image, reference, platform: { os, architecture: 'amd64' } };
      const text = renderText({ ...input, report: { ...smallReport, image } }, textStyle(120, false, true));
      return text.slice(text.indexOf('\nNext'), text.indexOf('\ndive'));
    };
    expect(named("it's $HOME.tar", 'linux')).toContain(`flense advise 'it'\\''s $HOME.tar'\n`);
    expect(named('app:1', 'linux')).toMatch(/ flense app:1\n.* flense advise app:1\n.* flense slim app:1 -o slim\n/);
    expect(named('app:1', 'windows')).not.toMatch(/advise|slim/);
  });

  it('paints what it prints, and changes nothing else', () => {
    const painted = renderText(input, textStyle(80, true, true));
    expect(painted).toContain('\u001b[33m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that colours are made of
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(renderText(input, textStyle(80, false, true)));
  });
});

const hostile = '\u001b[2J\u009b31m\r\n\u202e\ud800蛙🐸 '.repeat(20);
/** Fields with a closed set of values. */
const closed = ['cause', 'severity', 'kind', 'status'];

/** Every text in a report, made hostile. */
function poisoned<T>(value: T): T {
  if (typeof value === 'string') return `${value}${hostile}` as T;
  if (Array.isArray(value)) return value.map(poisoned) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, closed.includes(key) ? member : poisoned(member)])) as T;
}

describe('renderText of a hostile image', () => {
  it.each([60, 61, 72, 80, 97, 120, 200])('lets no control through and no line grow on %d columns', (width) => {
    const text = renderText(poisoned(input), textStyle(width, false, true));
    const [report = '', next = ''] = text.split('\nNext\n');
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    expect(report.split('\n').filter((line) => displayWidth(line) > width)).toEqual([]);
    expect(next.split('\n')).toHaveLength(15);
  });
});
