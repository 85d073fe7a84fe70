/** State of a socket that listens. https://www.kernel.org/doc/Documentation/networking/proc_net_tcp.txt */
const listening = '0A';

/** Ports of `/proc/net/tcp` and `/proc/net/tcp6`, ascending, each once. */
export function listeningPorts(text: string): readonly number[] {
  const ports = text.split('\n').flatMap((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    const port = /^[0-9A-F]{8,32}:([0-9A-F]{4})$/.exec(local)?.[1];
    return state === listening && port !== undefined ? [Number.parseInt(port, 16)] : [];
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}
