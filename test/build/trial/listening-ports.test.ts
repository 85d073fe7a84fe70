import { describe, expect, it } from 'vitest';
import { listeningPorts } from '../../../src/build/trial/listening-ports.ts';

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

describe('listening ports', () => {
  it('are those of sockets that listen, of both families, each once', () => {
    const text = `${head}   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
   1: 0100007F:0050 00000000:0000 0A 00000000:00000000
   2: 0100007F:0051 0100007F:0050 01 00000000:00000000
${head}   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 0`;
    expect(listeningPorts(text)).toEqual([80, 8080]);
  });

  it('are none of something else', () => {
    expect(listeningPorts('cat: /proc/net/tcp: No such file or directory\n0: x:1F90 0 0A')).toEqual([]);
  });
});
