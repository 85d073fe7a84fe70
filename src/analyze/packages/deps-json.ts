import { parseObject } from './parse-object.ts';

/** A package that an application of .NET was published with. */
export type DotnetLibrary = {
  readonly name: string;
  readonly version: string;
  readonly files: readonly DotnetFile[];
};

export type DotnetFile = {
  /** In the package, with slashes. */
  readonly path: string;
  /** Of a translation; '' for everything else. */
  readonly locale: string;
};

type Fields = Readonly<Record<string, unknown>>;

/** What .NET itself adds to the name of a runtime that an application brings along. */
const runtimePrefix = 'runtimepack.';
const assetGroups = ['runtime', 'native', 'runtimeTargets', 'resources'] as const;
const maxPathLength = 1_024;

/** @returns null for what has no libraries; projects are left out */
export function parseDepsJson(text: string): readonly DotnetLibrary[] | null {
  const document = parseObject(text);
  const libraries = toFields(document?.['libraries']);
  if (libraries === null) return null;
  const targets = Object.values(toFields(document?.['targets']) ?? {}).flatMap((target): readonly Fields[] => toList(toFields(target)));
  return Object.entries(libraries).flatMap(([key, value]) => {
    const type = toFields(value)?.['type'];
    const [, name = '', version = ''] = /^([^/]{1,256})\/([^/]{1,256})$/.exec(key) ?? [];
    if (name === '' || (type !== 'package' && type !== 'runtimepack')) return [];
    const files = targets.flatMap((target) => (Object.hasOwn(target, key) ? toFiles(target[key]) : []));
    return [{ name: name.startsWith(runtimePrefix) ? name.slice(runtimePrefix.length) : name, version, files }];
  });
}

function toFiles(value: unknown): readonly DotnetFile[] {
  const groups = toFields(value);
  return assetGroups.flatMap((group) =>
    Object.entries(toFields(groups?.[group]) ?? {}).flatMap(([path, asset]) => {
      const locale = toFields(asset)?.['locale'];
      return path.length > maxPathLength ? [] : [{ path, locale: typeof locale === 'string' ? locale : '' }];
    }),
  );
}

function toList<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

function toFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}
