import { configSecrets } from '../analyze/config-secrets.ts';
import { hideSecrets } from '../analyze/hide-secrets.ts';
import type { ImageConfig, RuntimeConfig } from '../model/image-config.ts';
import type { PlanWarning } from '../model/plan.ts';
import { hasSecret } from '../model/secrets/line-secrets.ts';
import { warning } from './need.ts';

type Lines = Pick<RuntimeConfig, 'env' | 'labels'>;

/** Names of the variables whose values are secrets, which a production image has none of: they are given to its containers. */
export function secretVariables({ env }: Pick<Lines, 'env'>): readonly string[] {
  return [...new Set(env.filter(hasSecret).map(nameOf))];
}

/** Environment and labels without what nobody who has the image may read. */
export function withoutSecretLines({ env, labels }: Lines): Lines {
  const secret = new Set(secretVariables({ env }));
  return { env: env.filter((line) => !secret.has(nameOf(line))), labels: Object.fromEntries(Object.entries(labels).filter(isHarmless)) };
}

/** That something is left out, and what must be there all the same. */
export function secretWarnings(image: Pick<ImageConfig, 'config'>): readonly PlanWarning[] {
  const { config } = image;
  const labels = Object.entries(config.labels).filter((label) => !isHarmless(label));
  const commands = { entrypoint: config.entrypoint, command: config.cmd, 'health check': config.healthcheck?.test ?? [] };
  return [
    ...secretVariables(config).map((name) =>
      warning(
        'secret-left-out',
        `ENV has a secret in ${name}, which is left out: give it to the container when it starts, with --env ${name} or a secret of Kubernetes, and revoke the one that the image has shown`,
      ),
    ),
    ...labels.map(([name]) => warning('secret-left-out', `the label ${name} has a secret and is left out: revoke it`)),
    ...Object.entries(commands)
      .filter(([, words]) => words.length > 0 && hasSecret(words.join(' ')))
      .map(([what]) =>
        warning(
          'secret-in-command',
          `the ${what} has a secret, which stays, as nothing starts otherwise: everybody who has the image or this plan can read it, so take it from the environment`,
        ),
      ),
  ];
}

/** A warning may cite a line of the history or a command. */
export function concealed(warnings: readonly PlanWarning[], image: ImageConfig): readonly PlanWarning[] {
  const secrets = configSecrets(image).toSorted((a, b) => b.secret.length - a.secret.length);
  return secrets.length === 0 ? warnings : warnings.map((one) => ({ ...one, text: hideSecrets(one.text, secrets) }));
}

function isHarmless([name, value]: readonly [string, string]): boolean {
  return !hasSecret(`${name}=${value}`);
}

function nameOf(line: string): string {
  return line.slice(0, Math.max(0, line.indexOf('=')));
}
