import { describe, expect, it } from 'vitest';
import { registryEndpoint } from '../../../src/source/registry/endpoint.ts';

describe('where a registry is asked', () => {
  it.each([
    ['docker.io', false, ['https://registry-1.docker.io/']],
    ['ghcr.io', false, ['https://ghcr.io/']],
    ['r.example:5000', true, ['https://r.example:5000/', 'http://r.example:5000/']],
    ['localhost', false, ['https://localhost/', 'http://localhost/']],
    ['localhost:5000', false, ['https://localhost:5000/', 'http://localhost:5000/']],
    ['127.0.0.1:5000', false, ['https://127.0.0.1:5000/', 'http://127.0.0.1:5000/']],
    ['127.1.2.3', false, ['https://127.1.2.3/', 'http://127.1.2.3/']],
    ['[::1]:5000', false, ['https://[::1]:5000/', 'http://[::1]:5000/']],
    ['127.0.0.1.evil.example', false, ['https://127.0.0.1.evil.example/']],
    ['localhost.evil.example', false, ['https://localhost.evil.example/']],
    ['128.0.0.1', false, ['https://128.0.0.1/']],
    ['[::2]', false, ['https://[::2]/']],
  ])('%s (insecure: %s): %j', (registry, insecure, addresses) => {
    expect(registryEndpoint(registry, insecure).bases.map(String)).toEqual(addresses);
  });
});
