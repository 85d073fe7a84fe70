import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from './run.ts';

/** A registry of our own on 127.0.0.1, below one directory. */
export type RegistryServer = {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Of the authority of its certificate; null where it speaks plain HTTP. */
  readonly authority: string | null;
  readonly stop: () => Promise<void>;
};

export type RegistryServerOptions = {
  readonly isEncrypted: boolean;
  /** null: it lets everybody in. */
  readonly account: { readonly username: string; readonly password: string } | null;
};

/** However the test ends, the server does so after this. */
const longestSeconds = 1_800;

/** Starts Debian's docker-registry. `directory` is made. */
export async function startRegistry(directory: string, { isEncrypted, account }: RegistryServerOptions): Promise<RegistryServer> {
  mkdirSync(directory, { recursive: true });
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const certificate = isEncrypted ? await makeCertificate(directory) : null;
  const configuration = {
    version: 0.1,
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(directory, 'data') } },
    http: { addr: host, ...(certificate === null ? {} : { tls: { certificate: certificate.certificate, key: certificate.key } }) },
    ...(account === null ? {} : { auth: { htpasswd: { realm: 'test', path: await makePasswords(directory, account) } } }),
  };
  // JSON is YAML.
  writeFileSync(join(directory, 'config.yml'), JSON.stringify(configuration));
  const server = spawn('timeout', [String(longestSeconds), 'docker-registry', 'serve', join(directory, 'config.yml')], { stdio: 'ignore' });
  await isListening(server, port);
  return { host, authority: certificate?.authority ?? null, stop: () => stopServer(server) };
}

type Certificate = { readonly certificate: string; readonly key: string; readonly authority: string };

/** An authority that nobody knows, and a certificate of it. */
async function makeCertificate(directory: string): Promise<Certificate> {
  const path = (name: string): string => join(directory, name);
  const authority = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=test authority'];
  await run('openssl', [...authority, '-keyout', path('ca.key'), '-out', path('ca.pem')]);
  const request = ['req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=test registry'];
  await run('openssl', [...request, '-keyout', path('server.key'), '-out', path('server.csr')]);
  writeFileSync(path('names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost');
  const signing = ['x509', '-req', '-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial', '-days', '2'];
  await run('openssl', [...signing, '-in', path('server.csr'), '-extfile', path('names'), '-out', path('server.pem')]);
  return { certificate: path('server.pem'), key: path('server.key'), authority: path('ca.pem') };
}

async function makePasswords(directory: string, account: NonNullable<RegistryServerOptions['account']>): Promise<string> {
  const path = join(directory, 'htpasswd');
  writeFileSync(path, await run('htpasswd', ['-Bbn', account.username, account.password]));
  return path;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** As the kernel lists it, so that nothing is sent. */
async function isListening(server: ChildProcess, port: number): Promise<void> {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`;
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (server.exitCode !== null) break;
    if (readFileSync('/proc/net/tcp', 'utf8').includes(address)) return;
    await delay(50);
  }
  throw new Error(`docker-registry did not listen on port ${port}`);
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}
