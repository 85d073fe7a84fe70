import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'no-healthcheck';

const codes = {
  missing: {
    severity: 'info',
    reason: 'an engine can only tell that a process is there, not that it works; Kubernetes has probes of its own',
  },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Whether an engine can tell that the container works. */
export const noHealthcheck: DocumentedAnalyzer = {
  id,
  title: 'No health check',
  description:
    'Whether the image says how to find out that the container works. `HEALTHCHECK NONE` is an answer and not reported; nor is an image that ' +
    'starts nothing. Orchestrators with probes of their own, Kubernetes above all, pass over the health check of the image. Whether a check ' +
    'checks the right thing is not known.',
  codes,
  analyze: ({ image }) => {
    const { healthcheck, entrypoint, cmd } = image.config.config;
    if (healthcheck !== null || entrypoint.length + cmd.length === 0) return { findings: [], unreadable: [] };
    return {
      findings: [
        finding('missing', {
          summary: 'the image does not say how to tell that the container works',
          bytes: 0,
          evidence: [{ kind: 'config', field: 'Healthcheck', value: '' }],
          remedy: {
            kind: 'change-config',
            text: 'add HEALTHCHECK, with a command of the application itself rather than curl',
            field: 'Healthcheck',
          },
        }),
      ],
      unreadable: [],
    };
  },
};
