import type { Inspection } from '../../inspect.ts';
import type { Limits } from '../../model/limits.ts';
import { renderDockerfile } from '../../report/dockerfile.ts';
import { renderDockerignore } from '../../report/dockerignore.ts';
import { renderKubernetes } from '../../report/kubernetes.ts';
import type { PlanDocument } from '../../tui/session.ts';
import { dockerfileInput } from '../dockerfile-image.ts';
import { ignorePatterns } from '../dockerignore-image.ts';
import { toInput } from '../manifest-image.ts';

/** Of a volume for what the program writes. */
const sizeLimit = 100 * 1_048_576;

/** What a plan can be written as, as the commands of those names write it. */
export function planDocuments(inspection: Inspection, reference: string, limits: Limits): readonly PlanDocument[] {
  return [
    {
      name: 'Dockerfile',
      language: 'dockerfile',
      render: async (plan) => renderDockerfile(await dockerfileInput(plan, inspection, limits)),
    },
    {
      name: '.dockerignore',
      language: 'ignore',
      render: async () => renderDockerignore(ignorePatterns(inspection), inspection.image.names[0] ?? reference),
    },
    {
      name: 'kubernetes.yaml',
      language: 'yaml',
      render: async (plan) => renderKubernetes(toInput(plan, inspection, { name: null, deploy: null, sizeLimit })),
    },
  ];
}
