import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { formatPlatform, hostPlatform, matchesPlatform, parsePlatform } from '../../src/model/platform.ts';

describe('parsePlatform', () => {
  it.each([
    ['linux/amd64', 'linux/amd64'],
    ['linux/x86_64', 'linux/amd64'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/amd64/v1', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v3'],
    ['linux/arm/v7', 'linux/arm/v7'],
    ['linux/i386', 'linux/386'],
    ['Linux/AMD64', 'linux/amd64'],
    ['windows/amd64', 'windows/amd64'],
    ['linux/riscv64', 'linux/riscv64'],
  ])('%s is %s', (text, expected) => {
    expect(formatPlatform(parsePlatform(text))).toBe(expected);
  });

  it.each(['', 'linux', 'linux/', '/amd64', 'linux/arm/v7/x', 'linux/arm/', '//'])('refuses %j', (text) => {
    expect(() => parsePlatform(text)).toThrow(InspectError);
    expect(() => parsePlatform(text)).toThrow(`--platform: expected os/arch[/variant] like linux/arm64/v8, got ${JSON.stringify(text)}`);
  });
});

describe('hostPlatform', () => {
  it.each([
    ['x64', 'linux/amd64'],
    ['arm64', 'linux/arm64'],
    ['ia32', 'linux/386'],
    ['s390x', 'linux/s390x'],
    ['riscv64', 'linux/riscv64'],
    ['ppc64', 'linux/ppc64le'],
  ])('of %s is %s', (architecture, expected) => {
    expect(formatPlatform(hostPlatform(architecture))).toBe(expected);
  });
});

describe('matchesPlatform', () => {
  it.each([
    ['linux/amd64', 'linux/amd64', true],
    ['linux/arm', 'linux/arm/v7', true],
    ['linux/arm/v7', 'linux/arm/v7', true],
    ['linux/arm/v7', 'linux/arm/v6', false],
    ['linux/arm/v7', 'linux/arm', false],
    ['linux/arm64/v8', 'linux/arm64', true],
    ['linux/amd64', 'linux/arm64', false],
    ['linux/amd64', 'windows/amd64', false],
  ])('who wants %s and is offered %s: %s', (wanted, offered, expected) => {
    expect(matchesPlatform(parsePlatform(wanted), parsePlatform(offered))).toBe(expected);
  });
});
