export type Gemspec = {
  readonly name: string;
  readonly version: string;
  /** `ruby` for one that runs everywhere. */
  readonly platform: string;
  readonly license: string | null;
};

const maxLineLength = 1_024;
const quoted = /"((?:[^"\\]|\\.){1,256})"|'((?:[^'\\]|\\.){1,256})'/g;

/**
 * What RubyGems wrote when it installed a gem: a comment with the name, the version and the platform, and assignments of literals,
 * one a line. Nothing is run, so that what somebody wrote by hand may stay unread.
 */
export function parseGemspec(text: string): Gemspec | null {
  const fields = new Map<string, readonly string[]>();
  for (const line of text.split('\n')) {
    if (line.length > maxLineLength) continue;
    const stub = /^# stub: (\S+) (\S+) (\S+) /.exec(line);
    if (stub !== null && fields.size === 0) fields.set('stub', stub.slice(1));
    const assigned = /^ {2}s\.(name|version|platform|licenses?) = (.*)$/.exec(line);
    if (assigned !== null && !fields.has(assigned[1]!)) fields.set(assigned[1]!, literals(assigned[2]!));
  }
  const [stubName, stubVersion, stubPlatform] = fields.get('stub') ?? [];
  const first = (name: string): string | undefined => fields.get(name)?.[0];
  const [name, version] = [stubName ?? first('name'), stubVersion ?? first('version')];
  if (name === undefined || version === undefined) return null;
  const licenses = fields.get('licenses') ?? fields.get('license') ?? [];
  return {
    name,
    version,
    platform: stubPlatform ?? first('platform') ?? 'ruby',
    license: licenses.length === 0 ? null : licenses.join(' OR '),
  };
}

function literals(text: string): readonly string[] {
  return [...text.matchAll(quoted)].map(([, double, single]) => double ?? single ?? '');
}
