import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Terminal } from '../../src/cli/host.ts';
import { type Progress, showProgress } from '../../src/cli/progress.ts';
import type { IndexProgress } from '../../src/layer/index-layers.ts';
import type { Arrival, Layer } from '../../src/model/image.ts';
import { type Answer, testRegistry } from '../source/registry/test-registry.ts';
import { ociLayout } from '../support/oci-layout.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';
import { terminalScreen } from './terminal-screen.ts';

type Shown = { readonly progress: Progress; readonly written: () => string; readonly screen: () => readonly string[] };

const tty = { isTTY: true, columns: 60, rows: 20 };

function shown(stream: Partial<typeof tty> = tty, environment: Readonly<Record<string, string>> = {}, isQuiet = false): Shown {
  let text = '';
  const stderr: Terminal = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        done();
      },
    }),
    stream,
  );
  const progress = showProgress({ stderr, environment: { NO_COLOR: '1', LANG: 'C.UTF-8', ...environment } }, isQuiet);
  return { progress, written: () => text, screen: () => terminalScreen(text) };
}

const half: IndexProgress = {
  layers: [{ layer: { index: 0 } as Layer, storedBytes: 100, isCached: false }],
  readBytes: Float64Array.of(50),
};

/** An arrival of which 10 of 30 bytes have come, and what ends it. */
function arriving(): { readonly arrival: Arrival; readonly end: () => void } {
  const listeners: (() => void)[] = [];
  return {
    arrival: { from: 'registry', arrivedBytes: () => 10, expectedBytes: 30, onEnd: (listener) => void listeners.push(listener) },
    end: () => {
      for (const listener of listeners) listener();
    },
  };
}

describe('showProgress', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('shows nothing of what takes no longer than a blink', () => {
    const { progress, written } = shown();
    progress.start(half);
    vi.advanceTimersByTime(490);
    progress.end();
    vi.advanceTimersByTime(5_000);
    expect(written()).toBe('');
  });

  it('shows after half a second how far reading is, and leaves nothing on the screen', () => {
    const { progress, screen } = shown();
    vi.advanceTimersByTime(600);
    expect(screen()).toEqual(['opening the image… 0 s']);
    progress.start(half);
    vi.advanceTimersByTime(1_000);
    expect(screen()).toEqual(['layer 0  ██████████               50 B of 100 B', '50 B of 100 B, 50 B/s, 1 s left']);
    progress.end();
    vi.advanceTimersByTime(5_000);
    expect(screen()).toEqual([]);
  });

  it.each<[string, Parameters<typeof shown>]>([
    ['a file or a pipe', [{}]],
    ['a dumb terminal', [tty, { TERM: 'dumb' }]],
    ['who wants it quiet', [tty, {}, true]],
  ])('shows nothing to %s', (_, parameters) => {
    const { progress, written } = shown(...parameters);
    progress.start(half);
    progress.arrive(arriving().arrival);
    vi.advanceTimersByTime(5_000);
    progress.end();
    expect(written()).toBe('');
  });

  it('takes a terminal that says 0 columns for one that does not say', () => {
    const { progress, screen } = shown({ isTTY: true, columns: 0, rows: 0 });
    progress.start(half);
    vi.advanceTimersByTime(1_000);
    expect(screen()).toEqual(['layer 0  ██████████               50 B of 100 B', '50 B of 100 B, 50 B/s, 1 s left']);
    progress.end();
  });

  it('shows what arrives while the image is opened until the layers are read', () => {
    const { progress, screen } = shown();
    const { arrival, end } = arriving();
    progress.arrive(arrival);
    vi.advanceTimersByTime(1_000);
    expect(screen()).toEqual(['from the registry: 10 B of 30 B, 10 B/s, 2 s left']);
    end();
    progress.start(half);
    vi.advanceTimersByTime(1_000);
    expect(screen()).toHaveLength(2);
    progress.end();
    expect(screen()).toEqual([]);
  });

  it('shows what arrives after the end until it has come, if that takes longer than a blink', () => {
    const { progress, written, screen } = shown();
    progress.end();
    const quick = arriving();
    progress.arrive(quick.arrival);
    vi.advanceTimersByTime(400);
    quick.end();
    expect(written()).toBe('');
    const slow = arriving();
    progress.arrive(slow.arrival);
    vi.advanceTimersByTime(1_000);
    expect(screen()).toEqual(['from the registry: 10 B of 30 B, 10 B/s, 2 s left']);
    slow.end();
    vi.advanceTimersByTime(5_000);
    expect(screen()).toEqual([]);
  });
});

describe('a layer that comes slowly', () => {
  const layout = ociLayout({ layers: [{ '/a': 'the content' }] });

  /** Every blob after so many of them comes in two parts. */
  function slowAfter(count: number): Answer {
    let asked = 0;
    return async (request, response) => {
      const digest = /\/blobs\/sha256:(\w+)$/.exec(request.url ?? '')?.[1];
      asked += digest === undefined ? 0 : 1;
      if (digest === undefined || asked <= count) return false;
      const bytes = layout.get(`blobs/sha256/${digest}`)!;
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 100));
      await setTimeout(800);
      response.end(bytes.subarray(100));
      return true;
    };
  }

  /** The configuration and the layer were there at once, and are known; the layer is slow when its contents are needed. */
  async function indexed(): Promise<{ readonly name: string; readonly environment: { readonly XDG_CACHE_HOME: string } }> {
    const { name } = await testRegistry(layout, slowAfter(2));
    const environment = { XDG_CACHE_HOME: temporaryDirectory() };
    expect((await runFlense(['ls', `registry:${name}`], { environment })).status).toBe(0);
    return { name, environment };
  }

  it.each([['cat'], ['extract']])('is shown coming by %s, which then leaves nothing on the screen', async (command) => {
    const { name, environment } = await indexed();
    const out = ['-o', `${temporaryDirectory()}/out`];
    const { status, stdout, stderr } = await runFlense([command, `registry:${name}`, '/a', ...(command === 'cat' ? [] : out)], {
      terminalColumns: 80,
      temporaryDirectory: temporaryDirectory(),
      environment: { ...environment, NO_COLOR: '1' },
    });
    expect([status, stdout, terminalScreen(stderr)]).toEqual([0, command === 'cat' ? 'the content' : '', []]);
    expect(stderr).toMatch(/from the registry: 100 B of \d/);
  });

  it('is not told of in a pipe', async () => {
    const { name, environment } = await indexed();
    const { status, stdout, stderr } = await runFlense(['cat', `registry:${name}`, '/a'], {
      environment,
      temporaryDirectory: temporaryDirectory(),
    });
    expect([status, stdout, stderr]).toEqual([0, 'the content', '']);
  });
});
