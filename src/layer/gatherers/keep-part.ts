import type { KeptPart } from '../../model/facts.ts';
import type { FileContent } from '../gatherer.ts';
import { keepJava } from './keep-java.ts';
import { keepJson } from './keep-json.ts';
import { keepLines } from './keep-lines.ts';
import { keepPaths } from './keep-paths.ts';
import { keepRpm } from './keep-rpm.ts';

/** A file of which a part is kept. */
export type PartedFile = {
  /** The last component of its path. */
  readonly name: string;
  readonly content: FileContent;
  /** How much of it may be read. */
  readonly length: number;
  /** Whether that is only the beginning. */
  readonly isTruncated: boolean;
};

/** @returns null where it cannot be read */
export function keepPart({ name, content, length, isTruncated }: PartedFile, part: KeptPart): Buffer | null {
  const whole = (keep: (bytes: Buffer) => Buffer): Buffer | null => {
    const bytes = length === 0 ? nothing : content.read(0, length);
    return bytes === null ? null : keep(bytes);
  };
  switch (part.form) {
    case 'json':
      return isTruncated ? nothing : whole((bytes) => keepJson(bytes, part.fields));
    case 'lines':
      return whole((bytes) => keepLines(bytes, part.fields));
    case 'paths':
      return whole((bytes) => keepPaths(bytes, part.columns));
    case 'rpm':
      return isTruncated ? nothing : whole(keepRpm);
    case 'java':
      return isTruncated ? nothing : keepJava(name, content, length);
  }
}

const nothing = Buffer.alloc(0);
