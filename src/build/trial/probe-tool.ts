import type { ImageTree } from '../../filesystem/image-tree.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { Probe } from '../../model/trial.ts';
import { findProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';

/** A program of the original that asks in the place of others: the command whose output is the answer, its head in front. */
type Tool = { readonly name: string; readonly command: (program: string, probe: Probe, port: number) => readonly string[] };

const seconds = '10';

const python = [
  'import http.client,sys',
  `c=http.client.HTTPConnection("127.0.0.1",int(sys.argv[2]),timeout=${seconds})`,
  'c.request(sys.argv[1],sys.argv[3])',
  'r=c.getresponse()',
  'sys.stdout.buffer.write(b"HTTP/1.1 %d x\\r\\n\\r\\n"%r.status+r.read())',
].join('\n');

const node = [
  'const [m,p,u]=process.argv.slice(1)',
  `const q=require("http").request({host:"127.0.0.1",port:+p,method:m,path:u,timeout:${seconds}000},r=>{process.stdout.write("HTTP/1.1 "+r.statusCode+" x\\r\\n\\r\\n");r.pipe(process.stdout)})`,
  'q.on("error",()=>process.exit(1)).on("timeout",()=>q.destroy()).end()',
].join('\n');

const bash = `exec 3<>/dev/tcp/127.0.0.1/$2 && printf '%s %s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' "$1" "$3" >&3 && cat <&3`;

const tools: readonly Tool[] = [
  {
    name: 'curl',
    command: (program, { method, path }, port) => [
      program,
      '-s',
      '-i',
      '--max-time',
      seconds,
      '-X',
      method,
      `http://127.0.0.1:${port}${path}`,
    ],
  },
  { name: 'python3', command: (program, { method, path }, port) => [program, '-c', python, method, String(port), path] },
  { name: 'node', command: (program, { method, path }, port) => [program, '-e', node, method, String(port), path] },
  { name: 'bash', command: (program, { method, path }, port) => [program, '-c', bash, 'probe', method, String(port), path] },
  {
    name: 'nc',
    command: (program, { method, path }, port) => [
      '/bin/sh',
      '-c',
      `printf '%s %s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' "$1" "$3" | ${program} -w ${seconds} 127.0.0.1 "$2"`,
      'probe',
      method,
      String(port),
      path,
    ],
  },
];

/** How an image can ask a server in its own network; null where it has nothing to ask with. */
export function probeCommand(tree: ImageTree, config: RuntimeConfig, probe: Probe, port: number): readonly string[] | null {
  for (const { name, command } of tools) {
    const program = programPath(tree, config, name);
    if (program !== null) return command(program, probe, port);
  }
  return null;
}

/** How it can tell on which ports something listens. */
export function portsCommand(tree: ImageTree, config: RuntimeConfig): readonly string[] | null {
  const program = programPath(tree, config, 'cat');
  return program === null ? null : [program, '/proc/net/tcp', '/proc/net/tcp6'];
}

/** As it is called, since busybox goes by its name. */
function programPath(tree: ImageTree, { env }: RuntimeConfig, name: string): string | null {
  for (const directory of searchPath(env)) {
    const path = `${directory}/${name}`;
    if (/^\/[\w./-]+$/.test(path) && findProgram(tree, path, { directories: [], workingDirectory: '/' }) !== null) return path;
  }
  return null;
}
