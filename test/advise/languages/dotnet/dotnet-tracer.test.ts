import { describe, expect, it } from 'vitest';
import { dotnetTracer } from '../../../../src/advise/languages/dotnet/dotnet-tracer.ts';
import { type Files, keptFiles, program, traced, warned } from '../scene-of.ts';

const configuration = (version: string): string =>
  JSON.stringify({ runtimeOptions: { framework: { name: 'Microsoft.AspNetCore.App', version } } });

const dotnet: Files = {
  '/usr/share/dotnet/dotnet': program(),
  '/usr/share/dotnet/host/fxr/8.0.1/libhostfxr.so': 'x',
  '/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.1/libcoreclr.so': 'x',
  '/usr/share/dotnet/shared/Microsoft.NETCore.App/6.0.1/libcoreclr.so': 'x',
  '/usr/share/dotnet/shared/Microsoft.AspNetCore.App/8.0.1/a.dll': 'x',
  '/usr/share/dotnet/shared/Microsoft.WindowsDesktop.App/8.0.1/a.dll': 'x',
  '/usr/share/dotnet/sdk/8.0.1/dotnet.dll': 'x',
  '/app/shop.dll': 'x',
  '/app/appsettings.json': '{}',
};

describe('a .NET program', () => {
  it('keeps the frameworks that its configuration names, and its directory', async () => {
    const files = { ...dotnet, '/app/shop.runtimeconfig.json': configuration('8.0.0') };
    const trace = await traced(dotnetTracer, files, ['/usr/share/dotnet/dotnet', 'shop.dll']);
    expect(await keptFiles(trace, files)).toEqual([
      '/app/appsettings.json',
      '/app/shop.dll',
      '/app/shop.runtimeconfig.json',
      '/usr/share/dotnet/dotnet',
      '/usr/share/dotnet/host/fxr/8.0.1/libhostfxr.so',
      '/usr/share/dotnet/shared/Microsoft.AspNetCore.App/8.0.1/a.dll',
      '/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.1/libcoreclr.so',
    ]);
    expect(warned(trace)).toEqual(['dotnet-guessed /app/shop.dll']);
  });

  it('keeps all frameworks where nothing names them', async () => {
    const kept = await keptFiles(await traced(dotnetTracer, dotnet, ['/usr/share/dotnet/dotnet', 'shop.dll']), dotnet);
    expect(kept.filter((path) => path.includes('/shared/')).length).toBe(4);
  });

  it('is started by its own host', async () => {
    const files = { ...dotnet, '/app/shop': program(), '/app/shop.runtimeconfig.json': '{"__proto__":{}}' };
    expect(await keptFiles(await traced(dotnetTracer, files, ['/app/shop']), files)).toContain('/app/shop.dll');
  });

  it('is not any program beside a library', async () => {
    expect(await traced(dotnetTracer, { '/app/shop': program(), '/app/other.dll': 'x' }, ['/app/shop'])).toBeNull();
  });
});
