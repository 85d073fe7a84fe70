import { InspectError } from './errors.ts';
import type { Probe } from './trial.ts';

/** Parses `[METHOD] [:PORT]/PATH`. @throws InspectError `usage` */
export function parseProbe(text: string): Probe {
  const match = /^(?:([A-Z]{3,7}) )?(?::(\d{1,5}))?(\/[\x21-\x7e]{0,2000})$/.exec(text);
  if (match === null)
    throw new InspectError('usage', `--probe: expected a request like 'GET /health' or 'GET :8080/health', got ${JSON.stringify(text)}`);
  const [, method = 'GET', port, path = '/'] = match;
  return { text, method, port: port === undefined ? null : Number(port), path };
}
