import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { namedPrograms } from '../src/analyze/named-programs.ts';
import { toolDetails } from '../src/analyze/tool-findings.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Evidence, Finding } from '../src/model/finding.ts';
import { environmentValue } from '../src/program/search-path.ts';
import { startCommand } from '../src/program/start-chain.ts';

const id = 'debugger';

const codes = {
  tool: { severity: 'medium', reason: 'reads the memory of other processes, secrets included' },
  listening: { severity: 'high', reason: 'the container starts with a debugger that others can connect to and run code with' },
  port: { severity: 'low', reason: 'the port that debuggers of Node.js or Java listen on is exposed' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const tools = [
  ...[
    'bpftool',
    'bpftrace',
    'crash',
    'dlv',
    'drgn',
    'gcore',
    'gdb',
    'gdbserver',
    'jdb',
    'lldb',
    'lldb-server',
    'ltrace',
    'perf',
    'py-spy',
    'r2',
  ],
  ...['radare2', 'rbspy', 'rr', 'strace', 'sysdig', 'trace-cmd', 'udb', 'uftrace', 'valgrind', 'pdb', 'pdb3', 'ipdb3'],
];

const ports: Readonly<Record<string, string>> = { '5005': 'Java', '9229': 'Node.js' };

/** Each opens a port when it stands among the arguments, or in a variable that these runtimes read arguments from. */
const listeningOption = /^(?:--inspect(?:-brk|-wait)?|-agentlib:jdwp|-Xrunjdwp|debugpy|debugpy\.adapter)(?:[=:].*)?$/s;
const argumentVariables = ['NODE_OPTIONS', 'JAVA_TOOL_OPTIONS', 'JAVA_OPTS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/** What looks into running programs. */
export const debuggerAnalyzer: DocumentedAnalyzer = {
  id,
  title: 'Debuggers',
  description:
    'Programs that trace others or read their memory (gdb, strace, perf, delve …), the ports of debuggers among those exposed, and arguments or ' +
    'variables that start the debugger of Node.js, Java, Python or Go with the container. Debug a production container from another one that ' +
    'shares its namespaces.',
  codes,
  analyze: (image) => ({
    findings: [
      ...toolDetails(image, namedPrograms(image, tools), 'can look into other processes').map((details) => finding('tool', details)),
      ...listeningFindings(image),
      ...portFindings(image),
    ],
    unreadable: [],
  }),
};

function listeningFindings({ image }: ImageView): readonly Finding[] {
  const { config } = image.config;
  const words: Evidence[] = startCommand(config)
    .filter((word) => listeningOption.test(word))
    .map((word) => ({ kind: 'config', field: config.entrypoint.includes(word) ? 'Entrypoint' : 'Cmd', value: word }));
  const variables: Evidence[] = argumentVariables
    .filter((name) => (environmentValue(config.env, name) ?? '').split(' ').some((word) => listeningOption.test(word)))
    .map((name) => ({ kind: 'config', field: 'Env', value: `${name}=${environmentValue(config.env, name)}` }));
  return [...words, ...variables].map((evidence) =>
    finding('listening', {
      summary: 'the container starts with a debugger that listens',
      bytes: 0,
      evidence: [evidence],
      remedy: {
        kind: 'change-config',
        text: 'give the option only where somebody debugs',
        field: evidence.kind === 'config' ? evidence.field : 'Cmd',
      },
    }),
  );
}

function portFindings({ image }: ImageView): readonly Finding[] {
  return image.config.config.exposedPorts
    .filter((port) => Object.hasOwn(ports, port.replace(/\/tcp$/, '')))
    .map((port) =>
      finding('port', {
        summary: `port ${port} is exposed, where the debugger of ${ports[port.replace(/\/tcp$/, '')]} listens`,
        bytes: 0,
        evidence: [{ kind: 'config', field: 'ExposedPorts', value: port }],
        remedy: { kind: 'change-config', text: 'do not expose it in the production image', field: 'ExposedPorts' },
      }),
    );
}
