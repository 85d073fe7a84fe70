/** A checkpoint of dockle (https://github.com/goodwithtech/dockle) and what answers the same question here. */
export type Checkpoint = {
  readonly code: string;
  readonly subject: string;
  /** Ids of analyzers; empty where there is none. */
  readonly analyzers: readonly string[];
  /** How the answer differs. */
  readonly difference: string;
};

export const dockleCheckpoints: readonly Checkpoint[] = [
  {
    code: 'CIS-DI-0001',
    subject: 'a user other than root',
    analyzers: ['root-user'],
    difference: '`0`, `0:0`, `root:root` and names with the uid 0 are root too; a name that does not exist is told',
  },
  {
    code: 'CIS-DI-0005',
    subject: 'content trust',
    analyzers: [],
    difference: 'a setting of the machine that scans, which says nothing about an image',
  },
  { code: 'CIS-DI-0006', subject: 'HEALTHCHECK', analyzers: ['no-healthcheck'], difference: '`HEALTHCHECK NONE` is an answer' },
  {
    code: 'CIS-DI-0007',
    subject: 'update instructions alone',
    analyzers: ['package-cache'],
    difference: 'judged by the lists that are left in a layer',
  },
  {
    code: 'CIS-DI-0008',
    subject: 'setuid and setgid files',
    analyzers: ['setuid-file', 'file-capability'],
    difference: 'weighed by owner, mode and what the program is; capabilities as well; directories and scripts left out',
  },
  {
    code: 'CIS-DI-0009',
    subject: 'ADD instead of COPY',
    analyzers: ['add-remote'],
    difference: 'only what came from the network: ADD of a local archive is what it is for',
  },
  {
    code: 'CIS-DI-0010',
    subject: 'secrets in variables and files',
    analyzers: ['secret'],
    difference: 'by content, in every layer, also where a later one deletes it; a name alone is no secret',
  },
  {
    code: 'DKL-DI-0001',
    subject: 'sudo',
    analyzers: ['sudo-in-build', 'privilege-tool'],
    difference: 'the command in a build and the program in the image are told apart',
  },
  {
    code: 'DKL-DI-0002',
    subject: 'sensitive mount points',
    analyzers: ['system-path-volume'],
    difference: 'directories of the system and sockets of engines as well',
  },
  {
    code: 'DKL-DI-0003',
    subject: 'apt-get dist-upgrade',
    analyzers: ['apt-upgrade'],
    difference: 'any package manager, where it did replace something',
  },
  {
    code: 'DKL-DI-0004',
    subject: 'apk add without --no-cache',
    analyzers: ['package-cache'],
    difference: 'judged by what is left: a cache mount leaves nothing',
  },
  { code: 'DKL-DI-0005', subject: 'apt-get caches', analyzers: ['package-cache'], difference: 'the same' },
  {
    code: 'DKL-DI-0006',
    subject: 'the tag latest',
    analyzers: ['latest-tag'],
    difference: 'by all names that the source gives, archives included',
  },
  { code: 'DKL-LI-0001', subject: 'empty passwords', analyzers: ['weak-account'], difference: 'in passwd as well as in shadow' },
  {
    code: 'DKL-LI-0002',
    subject: 'unique uid and gid',
    analyzers: ['weak-account'],
    difference: 'a second root weighs more; malformed lines are told',
  },
  {
    code: 'DKL-LI-0003',
    subject: 'unnecessary files',
    analyzers: ['ignored-file', 'build-leftover', 'vcs-metadata', 'package-cache'],
    difference:
      'what came from the build context, what a RUN or a build left, and what holds history, each with its bytes; nothing inside of packages',
  },
];
