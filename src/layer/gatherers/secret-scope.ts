import { secretPlace } from './secret-place.ts';

/**
 * How a file is looked at: `settings` also for passwords that a line gives a name to; `history` for being there; `document` for what
 * nobody would print as an example, which addresses with a password are.
 */
export type SecretScope = 'text' | 'settings' | 'history' | 'key-store' | 'document';

const settingsExtensions = setOf(
  'cfg cnf conf config env hcl ini json json5 jsonc ovpn properties secret secrets tfstate tfvars toml xml yaml yml',
);
const documentExtensions = setOf('adoc asciidoc markdown md mdx rst');
const keyStoreExtensions = setOf('jks kdbx keystore p12 pfx');
/**
 * What has no secret of anybody: pictures and sounds, archives, what a compiler made, pages and styles, translations, documents of offices,
 * differences and snapshots, which are of sources. Every other file is looked at.
 */
const passedOver = setOf(
  'avi avif bmp eps flac gif heic icns ico jpeg jpg m4a mkv mov mp3 mp4 ogg ogv opus png psd svg svgz tga tif tiff wav webm webp',
  'eot otf pfb pfm ttc ttf woff woff2',
  '7z apk ar br bz2 cab cpio crate deb dmg ear egg gem gz iso jar lz4 lzma nupkg phar rar rpm tar tbz tgz txz war whl xpi xz zip zst',
  'a beam bin class dat dll dylib elc exe ko la lib mo node o obj pak pc pdb pyc pyd pyo rlib rmeta so wasm',
  'css htm html less map sass scss shtml styl wat xhtml',
  'po pot qm xlf xliff',
  'doc docx odp ods odt pdf ppt pptx ps rtf tex xls xlsx',
  'diff patch rej snap',
  'h hh hpp hxx',
  'db mdb mmdb sqlite sqlite3',
);

/** Looked at wherever they lie. */
const settingsNames = setOf(
  '.dockercfg .dockerconfigjson .git-credentials .netrc .npmrc .pgpass .pypirc .s3cfg .yarnrc _netrc credentials',
  'auth.json kubeconfig pip.conf secrets wp-config.php',
);
const keyNames = setOf('id_dsa id_ecdsa id_ed25519 id_rsa');
const histories = /^\.(?:ash|bash|mysql|node_repl|psql|python|rediscli|sh|sqlite|zsh)_history$/;
/** Of other sources, which are somewhere else; and tests. */
const madeFrom =
  /[._-](?:test|spec)\.\w{1,4}$|^test_.{1,100}\.py$|\.(?:min\.js|min\.mjs|d\.ts|d\.mts|d\.cts|lock|bundle\.js)$|^(?:package-lock|npm-shrinkwrap)\.json$/;
const exampleFile = /(?:^|[._-])(?:example|sample|template)s?(?=[._-])/i;
const exampleName = /[.-](?:dist|example|sample|template|tmpl|test)$/;
const exampleEnding = /[.-](?:dist|examples?|samples?|template)$/i;
/** Documents about a project, which everybody has seen. */
const projectText =
  /^(?:authors|change(?:log|s)|code_of_conduct|contributing|copying|history|install|licen[cs]e|news|notice|readme|security)\b/i;
/** A copy that an editor, a person or a package manager left; a template that a program fills in. */
const copyEnding = /(?:\.(?:bak|backup|dpkg-(?:dist|new|old)|old|orig|rpmnew|rpmorig|rpmsave|save|swp|tmpl|tpl)|~)$/i;

/**
 * By its path, whether a file may hold a secret of somebody: decided before it is read, as reading every file would take longer than all the
 * rest. null for what is not looked at.
 */
export function secretScope(path: string): SecretScope | null {
  const slash = path.lastIndexOf('/');
  const fullName = path.slice(slash + 1);
  const base = fullName.replace(copyEnding, '');
  const scope = scopeOfName(fullName, base, isNamed(path, base));
  return scope === null || secretPlace(path.slice(0, slash + 1)) === 'made-up' ? null : scope;
}

/** Whether a file lies where packages put theirs, and is not called as what holds secrets is. */
export function isAmongPackages(path: string): boolean {
  const slash = path.lastIndexOf('/');
  return secretPlace(path.slice(0, slash + 1)) === 'shared' && !isNamed(path, path.slice(slash + 1).replace(copyEnding, ''));
}

function isNamed(path: string, base: string): boolean {
  return settingsNames.has(base) || keyNames.has(base) || base.startsWith('.env') || isToolFile(path, base) || histories.test(base);
}

function scopeOfName(fullName: string, base: string, isNamed: boolean): SecretScope | null {
  if (base.startsWith('.env')) return exampleName.test(fullName) ? null : 'settings';
  if (histories.test(base)) return 'history';
  if (isNamed) return keyNames.has(base) ? 'text' : 'settings';
  const extension = extensionOf(base);
  if (extension === '') return exampleEnding.test(base) ? null : 'text';
  if (passedOver.has(extension) || madeFrom.test(base) || exampleEnding.test(base)) return null;
  if (keyStoreExtensions.has(extension)) return /trust|cacert/i.test(base) ? null : 'key-store';
  if (documentExtensions.has(extension)) return projectText.test(base) ? null : 'document';
  if (!settingsExtensions.has(extension)) return 'text';
  return exampleFile.test(base) ? null : 'settings';
}

/** '' where there is none: keys, `credentials`, `config`, scripts. Of hidden ones the whole name is what looks like one. */
function extensionOf(base: string): string {
  const dot = base.lastIndexOf('.');
  return dot <= 0 ? '' : base.slice(dot + 1).toLowerCase();
}

const toolNames = setOf('config config.json credentials');

/** What tools keep under a name that many have. */
function isToolFile(path: string, base: string): boolean {
  const isCandidate = toolNames.has(base) || base.endsWith('.json');
  return (
    isCandidate &&
    /(?:^|\/)(?:\.docker\/config\.json|\.kube\/config|\.git\/config|\.aws\/(?:credentials|config)|\.config\/gcloud\/[^/]{1,80}\.json)(?:\.\w{1,9}|~)?$/.test(
      path,
    )
  );
}

function setOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')));
}
