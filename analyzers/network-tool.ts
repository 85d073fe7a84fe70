import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { multicallPurpose } from '../src/analyze/multicall.ts';
import { namedPrograms } from '../src/analyze/named-programs.ts';
import { toolDetails } from '../src/analyze/tool-findings.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'network-tool';

const codes = {
  client: { severity: 'medium', reason: 'fetches the next stage of an attack, or carries data away' },
  scanner: { severity: 'medium', reason: 'looks around in the network behind the container' },
  server: { severity: 'medium', reason: 'lets people in beside what the container is for' },
  applet: { severity: 'low', reason: 'the same as a function of busybox or toybox, which goes with busybox' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const clients = [
  ...[
    'aria2c',
    'axel',
    'curl',
    'curlie',
    'ftp',
    'ftpget',
    'ftpput',
    'http',
    'https',
    'lftp',
    'lynx',
    'mosh',
    'nc',
    'nc.openbsd',
    'nc.traditional',
  ],
  ...[
    'ncat',
    'ncftp',
    'netcat',
    'rclone',
    'rsync',
    'scp',
    'sftp',
    'socat',
    'ssh',
    'tftp',
    'telnet',
    'w3m',
    'websocat',
    'wget',
    'wget2',
    'xh',
  ],
];
const scanners = [
  ...[
    'arp-scan',
    'dumpcap',
    'ettercap',
    'fping',
    'hping3',
    'masscan',
    'mtr',
    'ngrep',
    'nikto',
    'nmap',
    'sqlmap',
    'tcpdump',
    'tcptraceroute',
  ],
  ...['termshark', 'tshark', 'zmap'],
];
const servers = ['dropbear', 'in.telnetd', 'inetd', 'sshd', 'telnetd', 'tftpd', 'vsftpd', 'xinetd'];

/** What talks to the network on somebody's behalf. */
export const networkTool: DocumentedAnalyzer = {
  id,
  title: 'Network tools',
  description:
    'Programs that fetch, send, listen or look around: curl, wget, nc, socat, ssh, tcpdump, nmap, sshd and their kin, executable and wherever ' +
    'they lie, also as functions of busybox and toybox without a link. Most attacks on containers start with one of them. Libraries that do the same, and ' +
    'interpreters, are not reported here. A health check that needs curl can be a few lines of the application instead.',
  codes,
  analyze: (image) => {
    const report = (variant: Exclude<keyof typeof codes, 'applet'>, names: readonly string[], purpose: string) =>
      toolDetails(
        image,
        namedPrograms(image, names).filter(({ isApplet }) => !isApplet),
        purpose,
      ).map((details) => finding(variant, details));
    const applets = namedPrograms(image, [...clients, ...scanners, ...servers]).filter(({ isApplet }) => isApplet);
    return {
      findings: [
        ...report('client', clients, 'can fetch and send anything'),
        ...report('scanner', scanners, 'can look around in the network'),
        ...report('server', servers, 'can let people in'),
        ...toolDetails(image, applets, multicallPurpose(image, applets)).map((details) => finding('applet', details)),
      ],
      unreadable: [],
    };
  },
};
