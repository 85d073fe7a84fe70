import { contextRules } from './context-rules.ts';
import { distinctCount, isPlaceholder } from './is-placeholder.ts';
import { maxKeyCharacters } from './key-rules.ts';
import { keywordEntries, startEntries } from './keyword-entries.ts';
import { keywordScanner } from './keyword-scanner.ts';
import { maskSecret } from './mask-secret.ts';
import type { SecretMatch } from './secret-match.ts';
import type { SecretRule } from './secret-rule.ts';
import { textRules } from './text-rules.ts';
import { tokenRules } from './token-rules.ts';

/** Of one text so many places are looked at closely: a text that is full of beginnings is made to keep us busy. */
const maxTries = 20_000;
const maxMatches = 100;
const maxWordBefore = 16;

const rules = [...tokenRules, ...contextRules, ...textRules];
const entries = keywordEntries(rules);
const starts = startEntries(rules);
const scan = keywordScanner(entries.map(({ keyword }) => keyword));

type Hit = { readonly position: number; readonly rule: SecretRule };

/** Secrets of known forms, in their order. @param bytes of which each is a character: UTF-8 or any other code that begins like ASCII */
export function findTokens(bytes: Uint8Array): readonly SecretMatch[] {
  const hits: Hit[] = [];
  for (const { keyword, rule } of starts) if (isAtStart(bytes, keyword)) hits.push({ position: 0, rule });
  scan(bytes, (position, index) => {
    const { rule, edgeLength } = entries[index]!;
    if (hits.length < maxTries) hits.push({ position: position + edgeLength, rule });
  });
  return hits.length === 0 ? [] : matchesAt(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), hits);
}

function isAtStart(bytes: Uint8Array, keyword: string): boolean {
  for (let i = 0; i < keyword.length; i++) if (bytes[i] !== keyword.charCodeAt(i)) return false;
  return true;
}

function matchesAt(text: string, hits: readonly Hit[]): readonly SecretMatch[] {
  const matches: SecretMatch[] = [];
  // An address may hold a token, which says more.
  const ordered = [...hits.filter(({ rule }) => !rule.hasWordBefore), ...hits.filter(({ rule }) => rule.hasWordBefore)];
  for (const { position, rule } of ordered) {
    if (matches.length === maxMatches) break;
    if (matches.some(({ start, end }) => position >= start && position < end)) continue;
    const match = matchAt(text, rule.hasWordBefore ? wordStart(text, position) : position - (rule.lengthBefore ?? 0), rule);
    const isNew = match !== null && !matches.some(({ start, end }) => match.start < end && start < match.end);
    if (isNew) matches.push(match);
  }
  return matches.sort((a, b) => a.start - b.start);
}

function matchAt(text: string, position: number, rule: SecretRule): SecretMatch | null {
  if (position < 0) return null;
  rule.pattern.lastIndex = position;
  const found = rule.pattern.exec(text);
  if (found === null) return null;
  const [whole] = found;
  const secret = found.groups?.['secret'] ?? whole;
  if (isPlaceholder(secret.slice(secret === whole ? rule.shown : 0)) && rule.category !== 'private-key') return null;
  if (secret.length >= 20 && distinctCount(secret) < 8) return null;
  if (rule.isReal !== undefined && !rule.isReal(found)) return null;
  return toMatch(text, rule, found);
}

function toMatch(text: string, { category, what, shown, hidesContext }: SecretRule, found: RegExpExecArray): SecretMatch {
  const [whole] = found;
  // Of a key the first line says what it is.
  if (category === 'private-key' && found.groups?.['secret'] === undefined)
    return { category, what, start: found.index, end: keyEnd(text, found.index), masked: `-----${whole}` };
  const [start, end] = found.indices?.groups?.['secret'] ?? [found.index, found.index + whole.length];
  const before = whole.slice(0, start - found.index);
  const mask = maskSecret(text.slice(start, end), shown);
  const masked = hidesContext ? mask : `${before}${mask}${whole.slice(end - found.index)}`;
  return { category, what, start, end, masked };
}

/** A document without its end mark ends anywhere: with it goes as much as the longest key has. */
function keyEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + maxKeyCharacters);
  const end = text.slice(start, limit).indexOf('-----END ');
  return end < 0 ? limit : start + end;
}

function wordStart(text: string, position: number): number {
  let start = position;
  while (start > 0 && position - start < maxWordBefore && /[A-Za-z0-9+]/.test(text[start - 1]!)) start -= 1;
  return start;
}
