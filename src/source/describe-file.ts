import { describeBytes } from '../tar/sniff.ts';

const magics: readonly (readonly [magic: string, word: string])[] = [
  ['MZ', 'a Windows program'],
  ['hsqs', 'a squashfs file system'],
  ['QFI\xfb', 'a disk image (qcow2)'],
  ['SQLite format 3\0', 'an SQLite database'],
  ['!<arch>\n', 'an ar archive or Debian package'],
  ['\xed\xab\xee\xdb', 'an RPM package'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['%PDF', 'a PDF document'],
  ['#!', 'a script'],
];

/** Where a Singularity image says what it is, after the script line at its start. */
const sifMagicAt = 32;

/** For the user: what a file that is no image is, by its first bytes. */
export function describeFile(head: Uint8Array): string {
  const text = Buffer.from(head.subarray(0, 512)).toString('latin1');
  if (text === '') return 'an empty file';
  if (text.startsWith('SIF_MAGIC', sifMagicAt)) return 'a Singularity image';
  const known = magics.find(([magic]) => text.startsWith(magic));
  if (known !== undefined) return known[1];
  if (/^FROM\s/im.test(text)) return 'a Dockerfile';
  const word = describeBytes(head);
  return word.startsWith('bytes ') && isText(text) ? 'a text file' : word;
}

function isText(latin1: string): boolean {
  for (let index = 0; index < latin1.length; index++) {
    const code = latin1.charCodeAt(index);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return false;
  }
  return true;
}
