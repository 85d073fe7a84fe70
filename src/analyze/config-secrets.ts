import type { Evidence } from '../model/finding.ts';
import type { ImageConfig } from '../model/image-config.ts';
import { alignHistory } from '../model/layer-history.ts';
import { type LineSecret, lineSecrets } from '../model/secrets/line-secrets.ts';
import { hideSecrets } from './hide-secrets.ts';

/** A secret in the configuration of an image or in its history. */
export type ConfigSecret = LineSecret & {
  /** Masked. */
  readonly evidence: Evidence;
};

/** A text that anybody who has the image can read, and how it is cited. */
type Place = { readonly text: string; readonly cite: (masked: string) => Evidence };

/** Each secret of the environment, labels, commands and history, build arguments included: where it stands, in that order. */
export function configSecrets(config: ImageConfig): readonly ConfigSecret[] {
  return places(config).flatMap(({ text, cite }) => {
    const found = lineSecrets(text);
    return found.map((one) => ({ ...one, evidence: cite(hideSecrets(text, found)) }));
  });
}

function places(image: ImageConfig): readonly Place[] {
  const { env, labels, cmd, entrypoint, healthcheck } = image.config;
  const of = (field: string) => (text: string) => ({ text, cite: (value: string): Evidence => ({ kind: 'config', field, value }) });
  const commands: readonly (readonly [string, readonly string[]])[] = [
    ['Entrypoint', entrypoint],
    ['Cmd', cmd],
    ['Healthcheck', healthcheck?.test ?? []],
  ];
  return [
    ...env.map(of('Env')),
    ...Object.entries(labels).map(([name, value]) => of('Labels')(`${name}=${value}`)),
    ...(image.config.onBuild ?? []).map(of('OnBuild')),
    ...commands.filter(([, words]) => words.length > 0).map(([field, words]) => of(field)(words.join(' '))),
    ...historyPlaces(image),
  ];
}

function historyPlaces(image: ImageConfig): readonly Place[] {
  const layers = alignHistory(image);
  return image.history.map((record) => {
    const layer = layers.indexOf(record);
    return { text: record.createdBy, cite: (instruction) => ({ kind: 'instruction', layer: layer < 0 ? null : layer, instruction }) };
  });
}
