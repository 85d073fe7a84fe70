import type { Limits } from '../../../model/limits.ts';
import type { Plan } from '../../../model/plan.ts';
import { renderDockerfile } from '../../../report/dockerfile.ts';
import { renderDockerignore } from '../../../report/dockerignore.ts';
import { renderKubernetes } from '../../../report/kubernetes.ts';
import { dockerfileInput } from '../../dockerfile-image.ts';
import { ignorePatterns } from '../../dockerignore-image.ts';
import type { PlanSubject } from '../../make-plan.ts';
import { toInput } from '../../manifest-image.ts';

/** Of a volume for what the program writes. */
const sizeLimit = 100 * 1_048_576;

/** What a plan can be written as, as the commands of those names write it. */
export async function renderDocument(name: string, plan: Plan, subject: PlanSubject, reference: string, limits: Limits): Promise<string> {
  switch (name) {
    case 'Dockerfile':
      return renderDockerfile(await dockerfileInput(plan, subject, limits));
    case '.dockerignore':
      return renderDockerignore(ignorePatterns(subject), subject.image.names[0] ?? reference);
    case 'kubernetes.yaml':
      return renderKubernetes(toInput(plan, subject, { name: null, deploy: null, sizeLimit }));
    default:
      throw new Error(`there is no document called ${name}`);
  }
}
