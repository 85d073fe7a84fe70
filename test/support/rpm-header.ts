export type RpmHeaderInput = {
  readonly name: string;
  readonly version: string;
  readonly release?: string;
  readonly epoch?: number;
  readonly architecture?: string;
  readonly license?: string;
  readonly sourceRpm?: string;
  /** Absolute paths. */
  readonly files?: readonly string[];
  /** Of each file; 0 is that of one that is there as it was packed. */
  readonly states?: readonly number[];
  /** A text that makes a header long. */
  readonly description?: string;
};

type Value = {
  readonly tag: number;
  readonly type: 'bytes' | 'int32' | 'string' | 'strings';
  readonly values: readonly (number | string)[];
};

const typeNumbers = { bytes: 1, int32: 4, string: 6, strings: 8 } as const;

/** The header of an installed package, as databases hold it. https://rpm-software-management.github.io/rpm/manual/format_header.html */
export function rpmHeader(input: RpmHeaderInput): Buffer {
  const files = (input.files ?? []).map((path) => ({
    directory: path.slice(0, path.lastIndexOf('/') + 1),
    name: path.slice(path.lastIndexOf('/') + 1),
  }));
  const directories = [...new Set(files.map(({ directory }) => directory))];
  const text = (tag: number, value: string | undefined): readonly Value[] =>
    value === undefined ? [] : [{ tag, type: 'string', values: [value] }];
  const list = (tag: number, type: Value['type'], values: Value['values']): readonly Value[] =>
    values.length === 0 ? [] : [{ tag, type, values }];
  return encode([
    ...text(1000, input.name),
    ...text(1001, input.version),
    ...text(1002, input.release),
    ...list(1003, 'int32', input.epoch === undefined ? [] : [input.epoch]),
    ...text(1005, input.description),
    ...text(1014, input.license),
    ...text(1022, input.architecture),
    ...list(1029, 'bytes', input.states ?? []),
    ...text(1044, input.sourceRpm),
    ...list(
      1116,
      'int32',
      files.map(({ directory }) => directories.indexOf(directory)),
    ),
    ...list(
      1117,
      'strings',
      files.map(({ name }) => name),
    ),
    ...list(1118, 'strings', directories),
  ]);
}

function encode(values: readonly Value[]): Buffer {
  const tags: Buffer[] = [];
  let data = Buffer.alloc(0);
  for (const { tag, type, values: items } of values) {
    if (type === 'int32') data = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    tags.push(words(tag, typeNumbers[type], data.length, items.length));
    data = Buffer.concat([data, ...items.map((item) => encodeItem(type, item))]);
  }
  return Buffer.concat([words(tags.length, data.length), ...tags, data]);
}

function encodeItem(type: Value['type'], item: number | string): Buffer {
  if (typeof item === 'string') return Buffer.from(`${item}\0`, 'latin1');
  return type === 'bytes' ? Buffer.of(item) : words(item);
}

function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [i, number] of numbers.entries()) bytes.writeUInt32BE(number, 4 * i);
  return bytes;
}
