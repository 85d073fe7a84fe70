import { describe, expect, it } from 'vitest';
import { namedByVariable } from '../../src/program/file-variables.ts';

describe('namedByVariable', () => {
  it.each([
    ['GEOIP_DB=/usr/share/geoip/x.mmdb', ['/usr/share/geoip/x.mmdb']],
    ['KRB5_CONFIG=/etc/krb5.conf:/etc/krb5.d', ['/etc/krb5.conf', '/etc/krb5.d']],
    ['JAVA_TOOL_OPTIONS=-javaagent:/otel/agent.jar -Dx.config=/etc/x.xml', ['/otel/agent.jar', '/etc/x.xml']],
    ['URL=http://host/path', []],
    ['URL=jdbc:x://host:80/path', []],
    ['A=b', []],
    ['A', []],
    ['=/etc/x', []],
    ['X=$HOME/x', []],
    ['PATH=/usr/bin:/bin', []],
    ['GOPATH=/go', []],
    ['PIP_CACHE_DIR=/var/cache/pip', []],
    ['JAVA_HOME=/usr/lib/jvm/x', []],
  ])('%s names %j', (line, paths) => {
    expect(namedByVariable(line).paths).toEqual(paths);
  });
});
