import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { evidencePaths, filesEvidence, layerOfNode, maxEvidence } from '../src/analyze/evidence.ts';
import { type FileCapabilities, formatFileCapabilities, parseFileCapabilities } from '../src/analyze/file-capabilities.ts';
import { filesWithXattr } from '../src/analyze/files-with-xattr.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { isFile, modeOf, ownerOf } from '../src/analyze/node-columns.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'file-capability';

const codes = {
  writable: { severity: 'critical', reason: 'others than root may write to a program with capabilities' },
  powerful: { severity: 'high', reason: 'a capability that is as good as root, such as `cap_sys_admin` or `cap_setuid`' },
  other: { severity: 'medium', reason: 'a capability that containers have by default or that is of little use to an attacker' },
  'known-default': {
    severity: 'low',
    reason: '`cap_net_raw` on ping, `cap_net_bind_service`: distributions and images of servers ship it so',
  },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** More files than this with attributes that nobody can read tell nothing new. */
const maxUnreadable = 100;

const powerful: ReadonlySet<string> = new Set(
  (
    'cap_bpf cap_chown cap_dac_override cap_dac_read_search cap_fowner cap_mac_admin cap_mac_override cap_mknod cap_net_admin cap_setfcap ' +
    'cap_setgid cap_setpcap cap_setuid cap_sys_admin cap_sys_boot cap_sys_chroot cap_sys_module cap_sys_ptrace cap_sys_rawio'
  ).split(' '),
);

/** Name → what distributions give it. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  arping: ['cap_net_raw'],
  clockdiff: ['cap_net_raw'],
  'mtr-packet': ['cap_net_raw'],
  newgidmap: ['cap_setgid'],
  newuidmap: ['cap_setuid'],
  ping: ['cap_net_raw', 'cap_net_admin'],
};

/** Programs that start with capabilities of their own. */
export const fileCapability: DocumentedAnalyzer = {
  id,
  title: 'Programs with capabilities',
  description:
    'Files with a `security.capability` attribute, decoded (versions 1 to 3). Whoever starts such a program has its capabilities, as far as ' +
    'the container may have them at all: dropping ALL makes the file fail to start rather than run without. Builders that lose extended ' +
    'attributes lose capabilities as well, and nobody can tell from the image.',
  codes,
  analyze: ({ tree }) => {
    const files = filesWithXattr(tree, 'security.capability')
      .filter(([node]) => isFile(tree, node))
      .map(([node, value]) => ({ node, capabilities: parseFileCapabilities(value) }));
    const unreadable = files.filter(({ capabilities }) => capabilities === null).slice(0, maxUnreadable);
    return {
      findings: reportAll(tree, files.flatMap(toGrant)),
      unreadable: unreadable.map(({ node }) => ({ path: tree.path(node), reason: 'expected capabilities of version 1, 2 or 3' })),
    };
  },
};

type Grant = { readonly node: Node; readonly capabilities: FileCapabilities };

function toGrant({ node, capabilities }: { readonly node: Node; readonly capabilities: FileCapabilities | null }): readonly Grant[] {
  return capabilities !== null && capabilities.permitted.length + capabilities.inheritable.length > 0 ? [{ node, capabilities }] : [];
}

function reportAll(tree: ImageTree, grants: readonly Grant[]): readonly Finding[] {
  return (Object.keys(codes) as (keyof typeof codes)[]).flatMap((variant) => {
    const members = grants.filter(({ node, capabilities }) => variantOf(tree, node, capabilities) === variant);
    return byLayer(members, ({ node }) => layerOfNode(tree, node)).map(([, group]) => report(tree, variant, group));
  });
}

function report(tree: ImageTree, variant: keyof typeof codes, grants: readonly Grant[]): Finding {
  const subjects = grants
    .slice(0, maxEvidence)
    .map(({ node, capabilities }) => `${tree.path(node)} with ${formatFileCapabilities(capabilities)}`)
    .sort();
  const evidence = filesEvidence(
    tree,
    grants.map(({ node }) => node),
  );
  return finding(variant, {
    summary: `whoever starts ${nameList(subjects, 3)} has more rights than before${variant === 'writable' ? ', and others may write to it' : ''}`,
    bytes: 0,
    evidence,
    remedy: {
      kind: 'remove-file',
      text: 'remove it, or take the capabilities off with setcap -r, in the instruction that adds it; give them to the container that needs them',
      paths: evidencePaths(evidence),
    },
  });
}

function variantOf(tree: ImageTree, node: Node, { permitted, inheritable }: FileCapabilities): keyof typeof codes {
  const mode = modeOf(tree, node);
  if ((mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && ownerOf(tree, node).gid !== 0)) return 'writable';
  const granted = [...permitted, ...inheritable];
  const usual = ['cap_net_bind_service', ...(Object.entries(defaults).find(([name]) => name === tree.name(node))?.[1] ?? [])];
  if (granted.every((name) => usual.includes(name))) return 'known-default';
  return granted.some((name) => powerful.has(name)) ? 'powerful' : 'other';
}
