import type { SbomInput } from '../../src/report/sbom-input.ts';
import { smallReport } from './small-report.ts';

const bash = {
  type: 'deb',
  name: 'bash',
  version: '5.2',
  purl: 'pkg:deb/debian/bash@5.2?arch=amd64',
  license: null,
  path: '/var/lib/dpkg/status',
  layer: 0,
  bytes: 10,
} as const;

const lodash = { type: 'npm', name: 'lodash', version: '4.17.21', purl: 'pkg:npm/lodash@4.17.21', license: 'MIT' } as const;

/** A package of the distribution, one that is there twice, one without a version, and a hostile one. */
export const sbomSample: SbomInput = {
  report: smallReport,
  name: 'app:1.0',
  createdSeconds: 1_700_000_000,
  packages: [
    bash,
    { ...lodash, path: '/app/node_modules/a/node_modules/lodash/package.json', layer: 1, bytes: 3 },
    { ...lodash, path: '/app/node_modules/lodash/package.json', layer: 0, bytes: 4 },
    {
      type: 'golang',
      name: 'a.b/c',
      version: '',
      purl: 'pkg:golang/a.b/c',
      license: '(MIT OR Apache-2.0) AND GPL-2.0-or-later WITH Classpath-exception-2.0',
      path: '/bin/c',
      layer: 1,
      bytes: 5,
    },
    {
      type: 'npm',
      name: '\u001b[31m"><script>',
      version: '\u0000',
      purl: 'pkg:npm/%1B%5B31m%22%3E%3Cscript%3E@%00',
      license: 'see <LICENSE>',
      path: '/\udce9/package.json',
      layer: 2,
      bytes: 0,
    },
  ],
};
