import type { Image } from '../model/image.ts';
import type { Report } from '../model/report.ts';
import { type ConfigSecret, configSecrets, hideSecrets } from './config-secrets.ts';

/** A report that cites the configuration and the history without the secrets in them: it is stored, sent and read by more people than the image. */
export function redactReport(report: Report, secrets: readonly ConfigSecret[]): Report {
  // Longer ones first, as one may be a part of another.
  const longest = secrets.toSorted((a, b) => b.secret.length - a.secret.length);
  return secrets.length === 0 ? report : (redact(report, longest) as Report);
}

/** The same shape: only strings change. */
function redact(value: unknown, secrets: readonly ConfigSecret[]): unknown {
  if (typeof value === 'string') return hideSecrets(value, secrets);
  if (Array.isArray(value)) return value.map((one) => redact(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redact(inner, secrets)]));
}

/** An image of which the history can be shown: for outputs that cite it as it is. */
export function withoutSecrets(image: Image): Image {
  const secrets = configSecrets(image.config).toSorted((a, b) => b.secret.length - a.secret.length);
  const history = image.config.history.map((record) => ({ ...record, createdBy: hideSecrets(record.createdBy, secrets) }));
  return { ...image, config: { ...image.config, history } };
}
