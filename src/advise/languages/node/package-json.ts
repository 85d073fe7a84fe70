/** What counts of a `package.json`; hostile ones have anything anywhere. */
export type PackageJson = {
  readonly name: string;
  readonly main: string | null;
  readonly exports: unknown;
  readonly imports: unknown;
  readonly scripts: ReadonlyMap<string, string>;
  readonly dependencies: readonly string[];
  /** Installed where they fit, and used if they are there. */
  readonly optionalDependencies: readonly string[];
  readonly peerDependencies: readonly string[];
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc: readonly string[];
};

/** null for what is no JSON object. */
export function parsePackageJson(text: string): PackageJson | null {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const texts = (name: string): readonly string[] => [fields.get(name)].flat().filter((item) => typeof item === 'string');
  const keys = (name: string): readonly string[] => entriesOf(fields.get(name)).map(([key]) => key);
  return {
    name: texts('name')[0] ?? '',
    main: texts('main')[0] ?? null,
    exports: fields.get('exports'),
    imports: fields.get('imports'),
    scripts: new Map(
      entriesOf(fields.get('scripts')).flatMap(([key, script]) => (typeof script === 'string' ? [[key, script] as const] : [])),
    ),
    dependencies: keys('dependencies'),
    optionalDependencies: keys('optionalDependencies'),
    peerDependencies: keys('peerDependencies'),
    os: texts('os'),
    cpu: texts('cpu'),
    libc: texts('libc'),
  };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
