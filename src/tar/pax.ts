import { InspectError } from '../model/errors.ts';

/** Values of PAX records by key, raw, as paths and attributes are bytes. The last record of a key wins. */
export type PaxRecords = ReadonlyMap<string, Buffer>;

const space = 0x20;
const equals = 0x3d;
const newline = 0x0a;

/** Keys whose value is a name: a NUL in it is an attack on readers that stop there. Engines refuse it too, and there only. */
const names: ReadonlySet<string> = new Set(['path', 'linkpath', 'uname', 'gname', 'GNU.sparse.name']);

/**
 * Parses `LENGTH KEY=VALUE\n` records. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_03
 * GNU's sparse format 0.0 repeats two keys; their values are joined with commas, which is how format 0.1 has them.
 * @throws InspectError `malformed-tar`
 */
export function parsePax(body: Buffer, position: number): PaxRecords {
  const records = new Map<string, Buffer>();
  const sparse: string[] = [];
  for (let at = 0; at < body.length; ) {
    const record = parseRecord(body, at, position);
    if (record.key === 'GNU.sparse.offset' || record.key === 'GNU.sparse.numbytes') sparse.push(record.value.toString('latin1'));
    else records.set(record.key, record.value);
    at = record.end;
  }
  if (sparse.length > 0) records.set('GNU.sparse.map', Buffer.from(sparse.join(',')));
  return records;
}

function parseRecord(body: Buffer, at: number, position: number): { readonly key: string; readonly value: Buffer; readonly end: number } {
  const separator = body.indexOf(space, at);
  const digits = separator < 0 ? '' : body.toString('latin1', at, Math.min(separator, at + 20));
  const end = at + (/^\d{1,10}$/.test(digits) ? Number(digits) : 0);
  const equal = body.indexOf(equals, separator);
  const isWhole = end > separator && end <= body.length && equal > separator + 1 && equal < end && body[end - 1] === newline;
  if (!isWhole)
    throw new InspectError('malformed-tar', `expected a PAX record at byte ${position + at}, got ${quote(body.subarray(at, at + 40))}`);
  const key = body.toString('utf8', separator + 1, equal);
  const value = body.subarray(equal + 1, end - 1);
  if (key.includes('\0') || (names.has(key) && value.includes(0))) {
    throw new InspectError(
      'malformed-tar',
      `expected no NUL in the PAX record at byte ${position + at}, got ${quote(body.subarray(at, end - 1))}`,
    );
  }
  return { key, value, end };
}

/** A name of a record, null where the record is missing or empty (which takes the header's). */
export function paxName(records: PaxRecords, key: string): Buffer | null {
  const value = records.get(key);
  return value === undefined || value.length === 0 ? null : value;
}

/** Extended attributes as star and Go write them, and as libarchive does (name in percent encoding, value in base64). */
export function paxAttributes(records: PaxRecords): Readonly<Record<string, string>> | null {
  const found: [string, string][] = [];
  for (const [key, value] of records) {
    if (key.startsWith('SCHILY.xattr.')) found.push([key.slice(13), value.toString('base64')]);
    else if (key.startsWith('LIBARCHIVE.xattr.')) found.push([key.slice(17), value.toString('latin1')]);
  }
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** A whole number of a record, null as for a name. */
export function paxInteger(records: PaxRecords, key: string, position: number): number | null {
  return number(records, key, position, /^[-+]?\d{1,64}$/, Number.isSafeInteger, 'a whole number');
}

/** Seconds, with a fraction or without; null as for a name. */
export function paxTime(records: PaxRecords, key: string, position: number): number | null {
  return number(records, key, position, /^[-+]?\d{1,64}(\.\d*)?$/, (seconds) => Math.abs(seconds) <= Number.MAX_SAFE_INTEGER, 'a number');
}

function number(
  records: PaxRecords,
  key: string,
  position: number,
  form: RegExp,
  isKnown: (value: number) => boolean,
  what: string,
): number | null {
  const value = records.get(key);
  if (value === undefined || value.length === 0) return null;
  const text = value.toString('latin1');
  if (form.test(text) && isKnown(Number(text))) return Number(text);
  throw new InspectError('malformed-tar', `expected ${what} in the PAX record ${key} before byte ${position}, got ${quote(value)}`);
}

function quote(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1').slice(0, 60));
}
