import type { Account } from '../src/analyze/accounts.ts';
import { containerGroup, containerGroupReads, groupPath } from '../src/analyze/container-group.ts';
import { containerUser, containerUserReads, passwdPath } from '../src/analyze/container-user.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { droppedUser, droppedUserReads } from '../src/analyze/dropped-user.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'root-user';

const codes = {
  'not-set': { severity: 'high', reason: 'no USER, which means root: whoever takes over the process owns the container' },
  'drops-root': {
    severity: 'low',
    reason: 'starts as root, and the entrypoint becomes another user: root is there for whatever is done before, and for `docker exec`',
  },
  root: { severity: 'high', reason: 'USER is root, as `root`, as `0`, or as a name with the uid 0 in the passwd of the image' },
  'unknown-name': { severity: 'high', reason: 'USER is a name that the passwd of the image does not have: the container does not start' },
  'unknown-group': { severity: 'high', reason: 'USER names a group that the image does not have: the container does not start' },
  'not-numeric': {
    severity: 'low',
    reason: 'USER is a name, of which Kubernetes cannot tell that it is not root: `runAsNonRoot` refuses the pod',
  },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Who the process of a container is. */
export const rootUser: DocumentedAnalyzer = {
  id,
  title: 'Runs as root',
  description:
    'Resolves USER as an engine does: nothing, a number or a name, with or without a group, names by the passwd and the group file of the image itself. ' +
    'Root in a container is root for the kernel: with a mounted socket, a writable volume or a kernel bug it is root on the host. ' +
    'Where the entrypoint, or a script that it is, visibly becomes another user with gosu, su-exec, setpriv, runuser, chpst or s6-setuidgid, that weighs ' +
    'less; Kubernetes refuses it under `runAsNonRoot` all the same. What a program does by itself, as nginx and PostgreSQL do, is not seen. Images of ' +
    'Windows are passed over.',
  codes,
  reads: [...containerUserReads, ...containerGroupReads, ...droppedUserReads],
  analyze: (image) => {
    if (image.image.config.platform.os === 'windows') return { findings: [], unreadable: [] };
    const { unreadable } = containerUser(image);
    return { findings: [...findingsOf(image), ...groupFindings(image)], unreadable: [...unreadable, ...containerGroup(image).unreadable] };
  },
};

function findingsOf(image: ImageView): readonly Finding[] {
  const { form, uid, account, unreadable } = containerUser(image);
  const { user } = image.image.config.config;
  const quoted = JSON.stringify(user);
  const dropper = uid === 0 ? droppedUser(image) : null;
  if (dropper !== null)
    return [report('drops-root', user, `the container starts as root, and its entrypoint becomes another user with ${dropper}`)];
  if (form === 'unset') return [report('not-set', user, 'the container runs as root: the image names no user')];
  if (uid === 0) return [report('root', user, `the container runs as root: its user is ${quoted}`)];
  if (form === 'number') return [];
  if (account !== null)
    return [report('not-numeric', user, `runAsNonRoot cannot tell that ${quoted} is not root: it needs a number`, account)];
  // A passwd that was not read to its end cannot say that a name is missing.
  return unreadable.length > 0 ? [] : [report('unknown-name', user, `the container does not start: ${passwdPath} has no user ${quoted}`)];
}

function groupFindings(image: ImageView): readonly Finding[] {
  const { name, isKnown } = containerGroup(image);
  const { user } = image.image.config.config;
  if (name === null || isKnown) return [];
  return [report('unknown-group', user, `the container does not start: ${groupPath} has no group ${JSON.stringify(name)}`)];
}

function report(variant: keyof typeof codes, user: string, summary: string, account?: Account): Finding {
  const text =
    account === undefined
      ? 'end the Dockerfile with USER 65532:65532, or another number above 0'
      : `USER ${account.uid}:${account.gid} says the same in numbers`;
  return finding(variant, {
    summary,
    bytes: 0,
    evidence: [{ kind: 'config', field: 'User', value: user }],
    remedy: { kind: 'change-config', text, field: 'User' },
  });
}
