import { describe, expect, it } from 'vitest';
import { constantNames } from '../../../../src/advise/languages/native/constant-names.ts';

const header = 64 + 56;
const address = 0x400000;

/** A file of one segment with code and what it names packed behind; `@` in the code is four bytes of distance to the constants. */
function programOf(code: (distance: (from: number) => Buffer) => readonly Buffer[], constants: string, machine = 62): Buffer {
  const length = Buffer.concat(code(() => Buffer.alloc(4))).length;
  const start = header + length + 32;
  const body = Buffer.concat(code((from) => int32(start - header - from)));
  const bytes = Buffer.concat([Buffer.alloc(header), body, Buffer.alloc(32), Buffer.from(constants), Buffer.alloc(32)]);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(machine, 18);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  bytes.writeUInt32LE(1, 64);
  bytes.writeUInt32LE(5, 68);
  bytes.writeBigUInt64LE(BigInt(address), 64 + 16);
  bytes.writeBigUInt64LE(BigInt(bytes.length), 64 + 32);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

const pad = Buffer.alloc(20, 0x90);
/** `lea rax, [rip + d]`, of which the distance counts from what comes after it. */
const load = Buffer.from([0x48, 0x8d, 0x05]);
const length = (size: number): Buffer => Buffer.from([0xbb, size, 0, 0, 0]);

describe('constantNames', () => {
  it('finds what the code hands over by address and length, before or after', () => {
    const after = programOf((to) => [pad, load, to(pad.length + 7), length(3), pad], 'gitHub');
    const before = programOf((to) => [pad, length(4), load, to(pad.length + 12), pad], 'psqlite');
    expect([...constantNames(after), ...constantNames(before)]).toEqual(['git', 'psql']);
  });

  it('finds nothing where the length is that of something else, or the text is no name', () => {
    expect([...constantNames(programOf((to) => [pad, load, to(pad.length + 7), pad, length(3), pad], 'gitHub'))]).toEqual([]);
    expect([...constantNames(programOf((to) => [pad, load, to(pad.length + 7), length(9), pad], 'git is it'))]).toEqual([]);
    expect([...constantNames(programOf((to) => [pad, load, to(pad.length + 7), length(3), pad], 'git', 183))]).toEqual([]);
  });

  it('takes what is no program, or lies about its segments, for what it is', () => {
    const lying = programOf((to) => [pad, load, to(pad.length + 7), length(3), pad], 'git');
    lying.writeBigUInt64LE(2n ** 63n, 64 + 32);
    lying.writeUInt16LE(65_535, 56);
    expect([...constantNames(lying)]).toEqual(['git']);
    expect([constantNames(Buffer.alloc(0)), constantNames(Buffer.alloc(200, 0x8d))]).toEqual([new Set(), new Set()]);
  });
});
