import { describe, expect, it } from 'vitest';
import { goTracer } from '../../../../src/advise/languages/native/go-tracer.ts';
import { elf } from '../../../support/elf.ts';
import { type Files, keptFiles, sceneOf } from '../scene-of.ts';

const system: Files = {
  '/etc/ssl/certs/ca-certificates.crt': 'x',
  '/usr/share/zoneinfo/Europe/Berlin': 'x',
  '/usr/share/zoneinfo/right/UTC': 'x',
};

async function kept(content: Uint8Array | string): Promise<readonly string[] | null> {
  const files = { ...system, '/app/server': { content, mode: 0o755 } };
  const scene = await sceneOf(files);
  const trace = await goTracer.traceFile(scene.view.tree.find('/app/server')!, scene);
  return trace === null ? null : keptFiles(trace, files);
}

describe('a program with its own runtime', () => {
  const binary = Buffer.from(elf({}));

  it('keeps certificates and zones where it has their paths', async () => {
    const text = Buffer.from('\0/etc/ssl/certs/ca-certificates.crt\0/usr/share/zoneinfo/\0');
    expect(await kept(Buffer.concat([binary, text]))).toEqual(['/etc/ssl/certs/ca-certificates.crt', '/usr/share/zoneinfo/Europe/Berlin']);
  });

  it('keeps who the users are where it looks them up itself', async () => {
    const files = {
      '/etc/passwd': 'x',
      '/etc/group': 'x',
      '/etc/shadow': 'x',
      '/app/server': { content: Buffer.concat([binary, Buffer.from('/etc/passwd')]), mode: 0o755 },
    };
    const scene = await sceneOf(files);
    const trace = await goTracer.traceFile(scene.view.tree.find('/app/server')!, scene);
    expect(await keptFiles(trace, files)).toEqual(['/etc/passwd']);
  });

  it('keeps nothing where it has not', async () => {
    expect(await kept(binary)).toEqual([]);
  });

  it('is not what is no program', async () => {
    expect(await kept('/etc/ssl/certs/ca-certificates.crt')).toBeNull();
  });
});
