import { javaArchive, manifest } from '../../support/java-archive.ts';
import type { LayerInput } from '../../support/layers.ts';
import { library, type PlanInput, planOf, program } from '../plan-of.ts';

export function statusOf(name: string, version = '2.41-12'): string {
  return `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\nArchitecture: amd64\n`;
}

export const multiarch = '/usr/lib/x86_64-linux-gnu';
export const system: LayerInput = {
  '/etc/os-release': 'ID=debian\nVERSION_ID="13"\n',
  '/lib': { linkTarget: 'usr/lib' },
  '/lib64': { linkTarget: 'usr/lib64' },
  '/usr/lib64/ld-linux-x86-64.so.2': library('ld-linux-x86-64.so.2'),
  [`${multiarch}/libc.so.6`]: library('libc.so.6'),
  '/var/lib/dpkg/status': statusOf('libc6'),
  '/var/lib/dpkg/info/libc6:amd64.list': `${multiarch}/libc.so.6\n/usr/lib64/ld-linux-x86-64.so.2\n`,
};

export type Case = { readonly files?: LayerInput; readonly later?: LayerInput; readonly config?: Readonly<Record<string, unknown>> };

const nodeFiles: LayerInput = {
  '/usr/local/bin/node': program({ textBytes: 50_000 }),
  '/usr/local/bin/nodejs': { linkTarget: 'node' },
  '/app/server.js': "require('./part');\n",
  '/app/part.js': "require('http');\n",
};

export function node({ files = {}, config = {} }: Case = {}): PlanInput {
  const env = ['PATH=/usr/local/bin:/usr/bin:/bin', 'NODE_VERSION=22.21.1'];
  return { layers: [system, { ...nodeFiles, ...files }], config: { Env: env, Cmd: ['node', 'server.js'], WorkingDir: '/app', ...config } };
}

export const home = '/usr/lib/jvm/java-21-openjdk-amd64';
export const release = 'JAVA_VERSION="21.0.9"\nMODULES="java.base jdk.compiler"\n';
export const jar = javaArchive({ ...manifest({ 'Main-Class': 'Main' }), 'Main.class': 'java/lang/Object' });

const javaFiles: LayerInput = {
  [`${home}/bin/java`]: program(),
  [`${home}/lib/server/libjvm.so`]: library('libjvm.so'),
  [`${home}/lib/modules`]: 'x'.repeat(5_000),
  [`${home}/conf/java.security`]: 'x',
  [`${home}/release`]: release,
  '/usr/bin/java': { linkTarget: '/etc/alternatives/java' },
  '/etc/alternatives/java': { linkTarget: `${home}/bin/java` },
  '/usr/lib/jvm/default-java': { linkTarget: 'java-21-openjdk-amd64' },
};

export function java({ files = {}, later = {}, config = {} }: Case = {}): PlanInput {
  const env = ['PATH=/usr/local/bin:/usr/bin:/bin', `JAVA_HOME=${home}`];
  const layers = [system, { ...javaFiles, ...files }, { '/srv/app.jar': jar, ...later }];
  return { layers, config: { Env: env, Entrypoint: ['java', '-jar', '/srv/app.jar'], ...config } };
}

export const nodeBase = 'gcr.io/distroless/nodejs22-debian13:nonroot';
export const javaBase = 'gcr.io/distroless/java21-debian13:nonroot';

/** What is said of a base: why it does not fit, or nothing. */
export async function misfit(input: PlanInput, base: string, ...args: readonly string[]): Promise<string | null> {
  const { candidates } = await planOf(input, ...args);
  const found = candidates.find((one) => one.base.kind === 'image' && one.base.reference === base)!;
  return found.fits ? null : found.reasons[0]!;
}

export const nodeNot = (reason: string): string => `its node is /nodejs/bin/node, and that is not enough: ${reason}`;
export const javaNot = (reason: string): string => `its java is /usr/bin/java, and that is not enough: ${reason}`;
