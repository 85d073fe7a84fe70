import { describe, expect, it } from 'vitest';
import { lowPort } from '../../analyzers/low-port.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

const passwd = { '/etc/passwd': 'root:x:0:0::/:/x\napp:x:9:9::/:/x\n' };
const exposing = (user: string, ...ports: readonly string[]) => ({
  layers: [passwd],
  config: { User: user, ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])) },
});

describe('low-port', () => {
  it('tells the ports and the user', async () => {
    expect(
      (await findingsOf(lowPort, exposing('app', '443/tcp', '80/tcp', '8080/tcp'))).map(({ code, summary }) => [code, summary]),
    ).toEqual([['low-port/non-root', 'uid 9 may not be allowed to listen on 443/tcp and 80/tcp']]);
  });

  it.each([['80/tcp'], ['53/udp'], ['1000-1100/tcp'], ['1023']])('reports %s', async (port) => {
    expect(await seenBy(lowPort, exposing('1000', port))).toEqual([`non-root ExposedPorts=${port}`]);
  });

  it.each([
    ['root', exposing('', '80/tcp')],
    ['a name for root', exposing('root', '80/tcp')],
    ['a user that does not exist', exposing('ghost', '80/tcp')],
    ['ports from 1024 up', exposing('app', '1024/tcp', '8080/tcp', '65535/udp')],
    ['no ports', exposing('app')],
    ['what is no port', exposing('app', 'http')],
  ])('is silent about %s', async (_, input) => {
    expect(await seenBy(lowPort, input)).toEqual([]);
  });
});
