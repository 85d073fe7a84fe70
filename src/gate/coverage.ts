import type { Evidence } from '../model/finding.ts';
import type { GateException } from '../model/gate-exception.ts';
import { globMatcher } from '../model/glob.ts';
import type { GateInput } from './gate-input.ts';
import { packageMatcher } from './package-sizes.ts';

/** Where something was seen; both are null where it is neither in a file nor in a layer. */
export type Place = { readonly path: string | null; readonly layer: number | null };

/** `isWhole`: what it covers, it covers whatever there is more of. */
export type Coverage = { readonly isWhole: boolean; readonly covers: (place: Place) => boolean };

export const nowhere: Place = { path: null, layer: null };

export function placeOf(evidence: Evidence): Place {
  switch (evidence.kind) {
    case 'file':
      return { path: evidence.path, layer: evidence.layer };
    case 'instruction':
      return { path: null, layer: evidence.layer };
    case 'config':
      return nowhere;
  }
}

/** @param code of a finding, or the analyzer that makes it */
export function isAbout(exception: GateException, code: string): boolean {
  return exception.code === null || exception.code === code || code.startsWith(`${exception.code}/`);
}

export function coverageOf({ kind, value }: GateException, { report, packagesOf }: Pick<GateInput, 'report' | 'packagesOf'>): Coverage {
  switch (kind) {
    case 'code':
      return everything;
    case 'path': {
      const matches = globMatcher(value);
      return partly(({ path }) => path !== null && matches(path));
    }
    case 'package': {
      const matches = packageMatcher(value);
      return partly(({ path }) => path !== null && packagesOf(path).some((key) => matches(splitKey(key))));
    }
    case 'digest': {
      const { imageId, manifestDigest } = report.image;
      if (value === imageId || value === manifestDigest) return everything;
      const layers = new Set(report.layers.filter(({ digest, diffId }) => digest === value || diffId === value).map(({ index }) => index));
      return partly(({ layer }) => layer !== null && layers.has(layer));
    }
  }
}

const everything: Coverage = { isWhole: true, covers: () => true };

function partly(covers: Coverage['covers']): Coverage {
  return { isWhole: false, covers };
}

function splitKey(key: string): { readonly type: string; readonly name: string } {
  const slash = key.indexOf('/');
  return { type: key.slice(0, slash), name: key.slice(slash + 1) };
}
