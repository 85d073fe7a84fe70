import { spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex } from 'node:stream';
import type { Endpoint } from './endpoint.ts';

type SshEndpoint = Extract<Endpoint, { readonly kind: 'ssh' }>;

/** As much of what ssh says as a message can use. */
const complaintLength = 2_048;

/**
 * Connections through the ssh program, as the docker client makes them: it knows the user's configuration, keys, agent and known
 * hosts, which a library would not. One connection serves all requests, one after the other, as making one takes long.
 */
export class SshAgent extends Agent {
  /** The last that ssh wrote to stderr. */
  complaint = '';
  readonly #arguments: readonly string[];

  constructor(endpoint: SshEndpoint) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#arguments = sshArguments(endpoint);
  }

  override createConnection(): Duplex {
    const child = spawn('ssh', this.#arguments, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    child.stderr.on('data', (chunk: Buffer) => {
      this.complaint = (this.complaint + chunk.toString('utf8')).slice(-complaintLength);
    });
    const connection = Duplex.from({ readable: child.stdout, writable: child.stdin });
    child.once('error', (error) => connection.destroy(error));
    connection.once('close', () => child.kill());
    return connection;
  }

  /** The default asks for what only sockets have. */
  override keepSocketAlive(): boolean {
    return true;
  }

  override reuseSocket(): void {}
}

function sshArguments({ host, port, user, socketPath }: SshEndpoint): readonly string[] {
  const remote = socketPath === null ? ['docker'] : ['docker', '--host', `unix://${socketPath}`];
  return [
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    ...['-o', 'ConnectTimeout=30', '-T', '--', host, ...remote, 'system', 'dial-stdio'],
  ];
}
