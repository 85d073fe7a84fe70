import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { evidencePaths, filesEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { fileSurvey } from '../src/analyze/file-survey.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { isFile, modeOf, ownerOf } from '../src/analyze/node-columns.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'setuid-file';

const codes = {
  writable: { severity: 'critical', reason: 'others than its owner may rewrite a program that runs as the owner' },
  'runs-anything': {
    severity: 'critical',
    reason: 'a shell, an interpreter or a tool that starts or writes anything is root for everybody',
  },
  'setuid-root': { severity: 'high', reason: 'runs as root whoever starts it, and no distribution ships it so' },
  other: { severity: 'medium', reason: 'runs as another user than root, or with a group of its own, and no distribution ships it so' },
  'known-default': { severity: 'low', reason: 'distributions ship it so and look after it; a container seldom needs it' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const setuid = 0o4000;
const setgid = 0o2000;

const knownDefaults: ReadonlySet<string> = new Set(
  (
    'Xorg.wrap at bbsuid bsd-write chage chfn chsh crontab dbus-daemon-launch-helper doas dotlockfile expiry fusermount fusermount3 gpasswd ' +
    'locate lockdev mlocate mount mount.cifs mount.nfs newgidmap newgrp newuidmap pam_extrausers_chkpwd pam_timestamp_check passwd ping ' +
    'ping4 ping6 pkexec plocate polkit-agent-helper-1 postdrop postqueue screen ssh-agent ssh-keysign su sudo sudoedit traceroute6.iputils ' +
    'umount unix_chkpwd unix_update userhelper usernetctl utempter wall write write.ul'
  ).split(' '),
);

const systemDirectories = ['/bin/', '/sbin/', '/usr/bin/', '/usr/sbin/', '/usr/lib/', '/usr/lib64/', '/usr/libexec/', '/lib/'];

const launchers: ReadonlySet<string> = new Set(
  (
    'awk bash chroot cp csh dash dd docker ed emacs env find fish flock gawk gdb install ionice ksh less lua make mawk mksh more mv nano ' +
    'nice nmap node nohup nsenter perl php pwsh python python3 rsync ruby sed sh socat strace tar taskset tclsh tcsh tee time timeout ' +
    'unshare vi vim watch xargs zsh'
  ).split(' '),
);

/** Programs that run with the rights of their owner or group. */
export const setuidFile: DocumentedAnalyzer = {
  id,
  title: 'Setuid and setgid programs',
  description:
    'Every regular file with the setuid or setgid bit that the kernel would honour: executable, and no script. Such a program runs with the ' +
    'rights of its owner or group whoever starts it, which is how a process that is not root becomes root. Files that distributions ship so ' +
    'are told apart by name, directory and owner. Directories with setgid only pass on their group and are not reported. ' +
    '`allowPrivilegeEscalation: false` or `no-new-privileges` make all of them harmless.',
  codes,
  analyze: (image) => {
    const nodes = fileSurvey(image.tree).unusualModes.filter((node) => isEffective(image, node));
    const variants = new Map(nodes.map((node) => [node, variantOf(image, node)]));
    return {
      findings: (Object.keys(codes) as (keyof typeof codes)[]).flatMap((variant) => {
        const members = nodes.filter((node) => variants.get(node) === variant);
        return byLayer(members, (node) => layerOfNode(image.tree, node)).map(([, group]) => report(image, variant, group));
      }),
      unreadable: [],
    };
  },
};

/** Without the right to execute the kernel has nothing to run, and for scripts it ignores both bits. */
function isEffective(image: ImageView, node: Node): boolean {
  const mode = modeOf(image.tree, node);
  const isSetgid = (mode & setgid) !== 0 && (mode & 0o010) !== 0;
  return isFile(image.tree, node) && (mode & 0o111) !== 0 && ((mode & setuid) !== 0 || isSetgid) && image.kind(node) !== 'script';
}

function variantOf(image: ImageView, node: Node): keyof typeof codes {
  const { tree } = image;
  const mode = modeOf(tree, node);
  const { uid, gid } = ownerOf(tree, node);
  if ((mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== 0)) return 'writable';
  const isRootSetuid = (mode & setuid) !== 0 && uid === 0;
  const name = tree.name(node);
  // Busybox gives the rights up before it runs an applet that has no use for them.
  const isShell = image.shell(node) !== null && image.shell(node)?.kind !== 'busybox';
  if (isRootSetuid && (isShell || launchers.has(withoutVersion(name)))) return 'runs-anything';
  if (uid === 0 && knownDefaults.has(name) && systemDirectories.some((directory) => tree.path(node).startsWith(directory)))
    return 'known-default';
  return isRootSetuid ? 'setuid-root' : 'other';
}

/** `python3.11` → `python3`, `lua5.4` → `lua5`: as distributions number what may be installed twice. */
function withoutVersion(name: string): string {
  const dot = name.indexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  return launchers.has(stem) ? stem : stem.replace(/\d{1,3}$/, '');
}

const remedy =
  'remove what nobody needs, or take the bits off with chmod a-s, in the instruction that adds it; forbid privilege escalation when running it';

/** Of one, and of several. */
const consequences: Readonly<Record<keyof typeof codes, readonly [one: string, several: string]>> = {
  writable: [', and others may write to it', ', and others may write to them'],
  'runs-anything': [', and it runs anything', ', and they run anything'],
  'setuid-root': ['', ''],
  other: ['', ''],
  'known-default': [', as distributions ship it', ', as distributions ship them'],
};

function report(image: ImageView, variant: keyof typeof codes, nodes: readonly Node[]): Finding {
  const { tree } = image;
  const [one, several] = consequences[variant];
  const evidence = filesEvidence(tree, nodes);
  const paths = evidencePaths(evidence);
  const names = paths.map((path) => path.slice(path.lastIndexOf('/') + 1)).sort();
  const summary =
    nodes.length === 1
      ? `${paths[0]} (mode ${modeOf(tree, nodes[0]!).toString(8)}) runs with ${rightsOf(tree, nodes[0]!)} whoever starts it${one}`
      : `${nameList(names)} run with the rights of their owner or group whoever starts them${several}`;
  return finding(variant, { summary, bytes: 0, evidence, remedy: { kind: 'remove-file', text: remedy, paths } });
}

function rightsOf(tree: ImageTree, node: Node): string {
  const { uid, gid } = ownerOf(tree, node);
  const mode = modeOf(tree, node);
  return [...((mode & setuid) === 0 ? [] : [`uid ${uid}`]), ...((mode & setgid) === 0 ? [] : [`gid ${gid}`])].join(' and ');
}
