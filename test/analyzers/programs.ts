import { type ElfInput, elf } from '../support/elf.ts';
import type { EntryOptions } from '../support/layers.ts';

/** A program that anybody may start; the same options are the same content. */
export function program(input: ElfInput = {}, more: EntryOptions = {}): EntryOptions {
  return { content: elf({ interpreter: '/lib/ld.so', ...input }), mode: 0o755, ...more };
}

export function script(text = '#!/bin/sh\n', more: EntryOptions = {}): EntryOptions {
  return { content: text, mode: 0o755, ...more };
}

/** By its constants; `applets` in their order. */
export function busybox(...applets: readonly string[]): EntryOptions {
  return program({ strings: ['', 'BusyBox v1.36.1', 'OPTIND', '', '[', '[[', ...applets, ''] });
}
