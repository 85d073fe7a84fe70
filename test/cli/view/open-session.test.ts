import { expect, it } from 'vitest';
import { openSession } from '../../../src/cli/view/open-session.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import { inspecting } from '../../inspecting.ts';
import { dockerArchive } from '../../support/docker-archive.ts';
import { temporaryFile } from '../../support/temporary-directory.ts';

it('conceals the secrets of the configuration, and nothing else', async () => {
  const config = { Env: ['DB_PASSWORD=hunter2hunter2', 'NODE_ENV=production'] };
  const inspection = await inspecting(temporaryFile('image.tar', dockerArchive({ layers: [{ '/a': 1 }], config })), {});
  const { conceal } = await openSession(inspection, null, defaultLimits, new AbortController().signal);
  inspection.close();
  expect(conceal('ENV DB_PASSWORD="hunter2hunter2"')).toBe('ENV DB_PASSWORD="****************"');
  expect(conceal('ENV NODE_ENV="production"')).toBe('ENV NODE_ENV="production"');
});
