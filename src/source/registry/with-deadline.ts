import { InspectError } from '../../model/errors.ts';
import { NetworkFailure } from './network-failure.ts';

/**
 * Waits for something no longer than that, and not after an interrupt.
 * @param discard for what comes too late
 * @throws NetworkFailure `temporary`, InspectError `interrupted`; whatever `asked` is rejected with
 */
export function withDeadline<T>(asked: Promise<T>, milliseconds: number, signal: AbortSignal, discard: (late: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const end = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupt);
      settle();
    };
    const interrupt = (): void => end(() => reject(new InspectError('interrupted', 'interrupted')));
    const timer = setTimeout(() => end(() => reject(new NetworkFailure('temporary', 'no answer in time'))), milliseconds);
    signal.addEventListener('abort', interrupt, { once: true });
    if (signal.aborted) interrupt();
    asked.then(
      (value) => (isOver ? discard(value) : end(() => resolve(value))),
      (error: unknown) => end(() => reject(error)),
    );
  });
}
