/** What is unpacked as a whole and has no list of its files, and the file that comes with it. */
const runtimes: readonly (readonly [directory: RegExp, marker: string])[] = [
  // The modules that come with Python; what is installed into it has lists.
  [/^(?<root>\/(?:[^/]+\/){0,10}lib\/python\d\.\d{1,2}\/)(?!(?:site|dist)-packages\/)/, 'os.py'],
  [/^(?<root>\/(?:[^/]+\/){0,10}go\/)(?:api|lib|misc|src|pkg\/(?:include|tool))\//, 'VERSION'],
  // https://go.dev/ref/mod#module-cache
  [
    /^(?<root>\/(?:[^/]+\/){0,10}pkg\/mod\/)(?!cache\/)(?<name>(?:[^/@]+\/){0,10}[^/@]+)@(?<version>[^/]+)\//,
    'cache/download/$name/@v/$version.mod',
  ],
  [/^(?<root>\/(?:[^/]+\/){0,10}registry\/src\/[^/]+\/[^/]+\/)/, '.cargo-ok'],
  [/^(?<root>\/(?:[^/]+\/){0,10}\.m2\/repository\/(?:[^/]+\/){1,20})[^/]+$/, '_remote.repositories'],
  [/^(?<root>\/(?:[^/]+\/){0,10}google-cloud-sdk\/)/, 'VERSION'],
  [/^(?<root>\/usr\/local\/aws-cli\/v2\/[^/]+\/dist\/)/, 'aws'],
  [/^(?<root>\/opt\/(?:conda|miniconda3?)\/)/, 'conda-meta/history'],
  [/^(?<root>\/opt\/java\/[^/]+\/)/, 'release'],
];

/** The file that whoever unpacked this one has unpacked with it; null where nothing of the sort is known. */
export function runtimeMarker(path: string): string | null {
  for (const [directory, marker] of runtimes) {
    const { root, name = '', version = '' } = directory.exec(path)?.groups ?? {};
    if (root !== undefined) return `${root}${marker.replace('$name', () => name).replace('$version', () => version)}`;
  }
  return null;
}
