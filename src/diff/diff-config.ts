import { configSecrets } from '../analyze/config-secrets.ts';
import { hideSecrets } from '../analyze/hide-secrets.ts';
import type { ImageConfig, RuntimeConfig } from '../model/image-config.ts';
import { type ConfigChange, type ConfigField, configFields } from '../model/image-diff.ts';
import { formatPlatform } from '../model/platform.ts';
import type { DiffSide } from './diff-side.ts';

/** One setting: what it is, and how it may be shown, which is without secrets. */
type Setting = { readonly field: ConfigField; readonly name: string | null; readonly value: string; readonly shown: string };

/** Settings that differ. Two secrets that differ do so although both are shown alike. */
export function diffConfig(before: DiffSide, after: DiffSide): readonly ConfigChange[] {
  const [olds, news] = [settingsOf(before), settingsOf(after)];
  const keys = [...new Set([...olds.keys(), ...news.keys()])];
  const changes = keys.flatMap((key): readonly ConfigChange[] => {
    const [old, fresh] = [olds.get(key), news.get(key)];
    const { field, name } = (fresh ?? old)!;
    return old?.value === fresh?.value ? [] : [{ field, name, before: old?.shown ?? null, after: fresh?.shown ?? null }];
  });
  return changes.sort((a, b) => configFields.indexOf(a.field) - configFields.indexOf(b.field) || compareNames(a, b));
}

/** Places of instructions are in their order already. */
function compareNames(a: ConfigChange, b: ConfigChange): number {
  return a.field === 'onBuild' ? 0 : (a.name ?? '') < (b.name ?? '') ? -1 : 1;
}

function settingsOf({ image, report }: DiffSide): ReadonlyMap<string, Setting> {
  const raw = image.config.config;
  const shown = report.image.config;
  const settings = [
    ...single('platform', formatPlatform(image.config.platform), formatPlatform(report.image.platform)),
    ...(['user', 'workingDir', 'stopSignal'] as const).flatMap((field) => single(field, raw[field], shown[field])),
    ...(['entrypoint', 'cmd', 'healthcheck'] as const).flatMap((field) => single(field, jsonOf(raw[field]), jsonOf(shown[field]))),
    ...unreported(image.config),
    ...(['exposedPorts', 'volumes'] as const).flatMap((field) =>
      raw[field].map((value, i): Setting => ({ field, name: shown[field][i] ?? value, value, shown: shown[field][i] ?? value })),
    ),
    ...variables(raw.env, shown.env),
    ...labels(raw.labels, shown.labels),
  ];
  return new Map(settings.map((setting) => [`${setting.field} ${setting.name ?? ''}`, setting]));
}

/** What reports do not tell of; instructions for who builds on the image have their place, as their order counts. */
function unreported(image: ImageConfig): readonly Setting[] {
  const { shell, onBuild = [], stopTimeoutSeconds } = image.config;
  const secrets = configSecrets(image);
  const shown = (value: string | null): string | null => (value === null ? null : hideSecrets(value, secrets));
  const [command, timeout] = [jsonOf(shell), stopTimeoutSeconds === undefined ? null : String(stopTimeoutSeconds)];
  return [
    ...single('shell', command, shown(command)),
    ...single('stopTimeout', timeout, timeout),
    ...onBuild.map((value, i): Setting => ({ field: 'onBuild', name: String(i + 1), value, shown: hideSecrets(value, secrets) })),
  ];
}

/** What is '' or null or an empty list is not set. */
function single(field: ConfigField, value: string | null, shown: string | null): readonly Setting[] {
  return value === null || value === '' ? [] : [{ field, name: null, value, shown: shown ?? '' }];
}

function jsonOf(value: RuntimeConfig['healthcheck'] | readonly string[]): string | null {
  return value === null || (Array.isArray(value) && value.length === 0) ? null : JSON.stringify(value);
}

function variables(raw: readonly string[], shown: readonly string[]): readonly Setting[] {
  return raw.map((text, i): Setting => {
    const [name, value] = split(text);
    return { field: 'env', name, value, shown: split(shown[i] ?? text)[1] };
  });
}

function split(variable: string): readonly [name: string, value: string] {
  const at = variable.indexOf('=');
  return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}

function labels(raw: RuntimeConfig['labels'], shown: RuntimeConfig['labels']): readonly Setting[] {
  return Object.entries(raw).map(
    ([name, value]): Setting => ({
      field: 'labels',
      name,
      value,
      shown: Object.hasOwn(shown, name) ? shown[name]! : value,
    }),
  );
}
