import type { PlanDocument } from '../../tui/session.ts';
import type { PlanThread } from './planner/plan-thread.ts';

const documents = [
  { name: 'Dockerfile', language: 'dockerfile' },
  { name: '.dockerignore', language: 'ignore' },
  { name: 'kubernetes.yaml', language: 'yaml' },
] as const;

/** What a plan can be looked at as, and written to disk. */
export function planDocuments(thread: PlanThread, reference: string): readonly PlanDocument[] {
  return documents.map(({ name, language }) => ({ name, language, render: (plan) => thread.document(plan, name, reference) }));
}
