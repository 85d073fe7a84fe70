/** How a file is looked at: `settings` also for passwords that a line gives a name to; `history` for being there. */
export type SecretScope = 'text' | 'settings' | 'history' | 'key-store';

const settingsExtensions = new Set([
  ...[
    'cfg',
    'cnf',
    'conf',
    'config',
    'env',
    'ini',
    'json',
    'json5',
    'jsonc',
    'properties',
    'tfstate',
    'tfvars',
    'toml',
    'xml',
    'yaml',
    'yml',
  ],
]);
const textExtensions = new Set([
  ...[
    'bash',
    'bat',
    'cjs',
    'cs',
    'csv',
    'erb',
    'ex',
    'exs',
    'fish',
    'go',
    'gradle',
    'groovy',
    'java',
    'js',
    'jsx',
    'key',
    'kt',
    'kts',
    'log',
    'lua',
  ],
  ...[
    'mjs',
    'pem',
    'php',
    'pl',
    'pgp',
    'ppk',
    'ps1',
    'py',
    'rb',
    'rs',
    'scala',
    'sh',
    'sql',
    'swift',
    'tf',
    'ts',
    'tsx',
    'txt',
    'vue',
    'zsh',
  ],
]);
const keyStoreExtensions = new Set(['jks', 'kdbx', 'keystore', 'p12', 'pfx']);

/** Looked at wherever they lie. */
const settingsNames = new Set([
  ...[
    '.dockercfg',
    '.dockerconfigjson',
    '.git-credentials',
    '.netrc',
    '.npmrc',
    '.pgpass',
    '.pypirc',
    '.s3cfg',
    '.yarnrc',
    '_netrc',
    'credentials',
  ],
  ...['auth.json', 'kubeconfig', 'pip.conf', 'secrets', 'wp-config.php'],
]);
const keyNames = new Set(['id_dsa', 'id_ecdsa', 'id_ed25519', 'id_rsa']);
const histories = /^\.(?:ash|bash|mysql|node_repl|psql|python|rediscli|sh|sqlite|zsh)_history$/;
/** Of other sources, which are somewhere else; and tests. */
const madeFrom =
  /[._-](?:test|spec)\.\w{1,4}$|^test_.{1,100}\.py$|\.(?:min\.js|d\.ts|d\.mts|map|lock|bundle\.js)$|^(?:package-lock|npm-shrinkwrap)\.json$/;
const exampleFile = /(?:^|[._-])(?:example|sample|template)s?(?=[._-])/i;
const exampleName = /[.-](?:dist|example|sample|template|tmpl|test)$/;

/** What a distribution or a package manager fills: its contents are the same for everybody. */
const sharedStart =
  /^(?:bin|boot|lib|lib32|lib64|libx32|proc|sbin|sys|usr\/(?:bin|games|include|lib|lib32|lib64|libexec|libx32|sbin|share(?!\/nginx\/html\/)|src\/(?:linux|kernels)[^/]{0,80}|local\/(?:aws-cli|go|include|lib\/(?:node_modules|python[\d.]+)|share))|etc\/(?:alternatives|ssl\/certs|ca-certificates)|opt\/(?:az|conda|java|microsoft)|var\/(?:cache|lib\/(?:apt|dpkg|rpm|apk)))\//;
const sharedInside =
  /(?:^|\/)(?:node_modules|usr\/share\/(?:javascript|nodejs|php|perl5?|python3?|ruby)|site-packages|dist-packages|gems|vendor\/(?:bundle|composer)|go\/pkg\/mod|\.cargo\/registry|\.m2\/repository|google-cloud-sdk)\//;
/** Keys in there are for tests and for readers. */
const madeUpInside =
  /(?:^|\/)(?:__tests__|doc|docs|documentation|examples?|fixtures?|man|samples?|spec|test|testdata|testing|tests|tutorials?)\//i;

/** What a directory is filled with: by people, by package managers, or for tests and readers. */
type Place = 'own' | 'shared' | 'made-up';

/** Members of a tar come directory by directory. */
const last = { directory: '', place: 'own' as Place };

/**
 * By its path, whether a file may hold a secret of somebody: decided before it is read, as reading every file would take longer than all the
 * rest. null for what is not looked at.
 */
export function secretScope(path: string): SecretScope | null {
  const slash = path.lastIndexOf('/');
  const base = path.slice(slash + 1);
  const isNamed =
    settingsNames.has(base) || keyNames.has(base) || base.startsWith('.env') || isToolFile(path, base) || histories.test(base);
  const scope = scopeOfName(base, isNamed);
  if (scope === null) return null;
  const place = placeOf(path.slice(0, slash + 1));
  return place === 'own' || (place === 'shared' && isNamed) ? scope : null;
}

function placeOf(directory: string): Place {
  if (last.directory !== directory) {
    last.place = madeUpInside.test(directory) ? 'made-up' : sharedStart.test(directory) || sharedInside.test(directory) ? 'shared' : 'own';
    last.directory = directory;
  }
  return last.place;
}

function scopeOfName(base: string, isNamed: boolean): SecretScope | null {
  if (base.startsWith('.env')) return exampleName.test(base) ? null : 'settings';
  if (histories.test(base)) return 'history';
  if (isNamed) return keyNames.has(base) ? 'text' : 'settings';
  const dot = base.lastIndexOf('.');
  const extension = dot < 0 ? '' : base.slice(dot + 1).toLowerCase();
  if (settingsExtensions.has(extension)) return madeFrom.test(base) || exampleFile.test(base) ? null : 'settings';
  if (keyStoreExtensions.has(extension)) return /trust|cacert/i.test(base) ? null : 'key-store';
  // Names without extension: keys, `credentials`, `config`, scripts. Of hidden ones the whole name is what looks like one.
  return dot <= 0 || (textExtensions.has(extension) && !madeFrom.test(base)) ? 'text' : null;
}

const toolNames = new Set(['config', 'config.json', 'credentials']);

/** What tools keep under a name that many have. */
function isToolFile(path: string, base: string): boolean {
  const isCandidate = toolNames.has(base) || base.endsWith('.json');
  return (
    isCandidate &&
    /(?:^|\/)(?:\.docker\/config\.json|\.kube\/config|\.git\/config|\.aws\/(?:credentials|config)|\.config\/gcloud\/[^/]{1,80}\.json)$/.test(
      path,
    )
  );
}
