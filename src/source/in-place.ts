import { inContext } from '../model/errors.ts';

/** Puts the place in front of what fails expectedly in `action`. */
export function inPlace<T>(place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw inContext(place, error);
  }
}
