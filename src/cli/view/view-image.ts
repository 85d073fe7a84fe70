import { setImmediate } from 'node:timers/promises';
import type { Inspection } from '../../inspect.ts';
import type { IndexProgress } from '../../layer/index-layers.ts';
import type { Arrival, Image } from '../../model/image.ts';
import { pickTheme } from '../../tui/paint/pick-theme.ts';
import { signsFor } from '../../tui/paint/signs.ts';
import { startUi, type Ui } from '../../tui/start-ui.ts';
import type { Host } from '../host.ts';
import { type ImageOptions, limitsOf } from '../image-options.ts';
import { loadProjectConfig } from '../project-config.ts';
import { hasColor, isUnicode } from '../terminal-style.ts';
import { openLook } from '../with-inspection.ts';
import { enterAlternateScreen } from './alternate-screen.ts';
import { layerClock } from './layer-clock.ts';
import { loadingOf } from './loading-of.ts';
import { openPlanning } from './open-planning.ts';
import { openSession } from './open-session.ts';

const progressMilliseconds = 100;

/** Reads an image and shows it until the user has seen enough. */
export async function viewImage(reference: string, options: ImageOptions, host: Host): Promise<void> {
  const loaded = await loadProjectConfig(null, '.');
  const quit = new AbortController();
  const signal = AbortSignal.any([host.signal, quit.signal]);
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  const size = () => ({ columns: host.stdout.columns || 80, rows: host.stdout.rows || 24 });
  const screen = enterAlternateScreen(host.stdout, process.stdin, () => ui.redraw());
  let bug: { readonly error: unknown } | null = null;
  const ui = startUi(
    { stdin: process.stdin, write: (text) => void host.stdout.write(text), size },
    {
      look: {
        theme: pickTheme(loaded.config.theme, options.color ?? hasColor(host.stdout, host.environment), host.environment),
        signs: signsFor(isUnicode(host.environment)),
      },
      keys: loaded.config.keys,
      loading: loadingOf(reference, { image: null, arrival: null, progress: null }, 0, layerClock()),
      terminal: { quit: () => quit.abort(), suspend: screen.suspend, redraw: () => ui.redraw() },
      turn: () => setImmediate(),
      onBug: (error) => {
        bug ??= { error };
        quit.abort();
      },
    },
  );
  const resized = (): void => {
    ui.store.dispatch({ kind: 'resized', size: size() });
    ui.redraw();
  };
  host.stdout.on('resize', resized);
  try {
    const inspection = await readShowing(ui, reference, options, { ...host, signal });
    if (inspection !== null) {
      const planning = openPlanning(inspection, reference, options, loaded, { ...host, signal });
      try {
        ui.store.dispatch({ kind: 'ready', session: await openSession(inspection, planning, limitsOf(options), signal) });
        await ended;
      } finally {
        await planning.close();
        inspection.close();
      }
    }
  } finally {
    host.stdout.off('resize', resized);
    ui.unmount();
    screen.leave();
    process.stdin.unref();
  }
  if (bug !== null) throw (bug as { readonly error: unknown }).error;
  host.signal.throwIfAborted();
}

/** null where the user did not want to wait. */
async function readShowing(ui: Ui, reference: string, options: ImageOptions, host: Host): Promise<Inspection | null> {
  const openedAt = performance.now();
  let image: Image | null = null;
  let arrival: Arrival | null = null;
  let reading: { readonly progress: IndexProgress; readonly startedAt: number } | null = null;
  let isOver = false;
  const clock = layerClock();
  const show = (): void => {
    if (isOver) return;
    const seconds = (performance.now() - (reading?.startedAt ?? openedAt)) / 1000;
    const known = { image, arrival, progress: reading?.progress ?? null };
    ui.store.dispatch({ kind: 'loading', loading: loadingOf(reference, known, seconds, clock) });
  };
  const timer = setInterval(show, progressMilliseconds);
  try {
    const opened = await openLook(reference, options, host, {
      onImage: (known) => {
        image = known;
        show();
      },
      onArrival: (known) => {
        arrival = known;
        show();
      },
      onProgress: (progress) => {
        reading = { progress, startedAt: performance.now() };
        show();
      },
    });
    return await opened.inspect();
  } catch (error) {
    if (host.signal.aborted) return null;
    throw error;
  } finally {
    isOver = true;
    clearInterval(timer);
  }
}
