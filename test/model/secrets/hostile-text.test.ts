import { describe, expect, it } from 'vitest';
import { contextRules } from '../../../src/model/secrets/context-rules.ts';
import { findAssignments, findLogins, findPostgresLogins } from '../../../src/model/secrets/find-assignments.ts';
import { findTokens } from '../../../src/model/secrets/find-tokens.ts';
import { textRules } from '../../../src/model/secrets/text-rules.ts';
import { tokenRules } from '../../../src/model/secrets/token-rules.ts';

const size = 1_048_576;
/** Some hundred times what it takes, and far less than anything that is not linear. */
const patienceMilliseconds = 10_000;

const rules = [...tokenRules, ...contextRules, ...textRules];
const keywords = rules.flatMap((rule) => rule.keywords);
const fill = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

const texts: readonly (readonly [name: string, text: string])[] = [
  ...keywords.map((keyword) => [`nothing but ${keyword}`, fill(keyword)] as const),
  ...rules.map(({ keywords: [keyword] }) => [`${keyword} and a long word`, `${keyword}${fill('a')}`] as const),
  ['one letter', fill('a')],
  ['spaces', `password${fill(' ')}`],
  ['beginnings of keys', fill(`-----BEGIN ${'PRIVATE'} KEY-----\n`)],
  ['beginnings of addresses', fill('postgres://a:')],
  ['addresses without an end', `postgres://${fill('a:')}`],
  ['beginnings of logins', fill('machine a login b ')],
  ['lines without a value', fill('password = \n')],
  ['quotes', `password = ${fill('"')}`],
  ['newlines', fill('\n')],
  ['elements', fill('<password>')],
  ['attributes', fill('key="password" value="')],
  ['definitions', fill("define('password', '")],
  ['columns', fill('a:1:b:c:')],
  ['connections', fill('Server=a;Password=bcdef;')],
  ['connections of Java', fill('jdbc:mysql://a?password=bcdef&')],
];

describe('a text of one megabyte that was made to keep us busy', () => {
  it.each(texts)('%s is looked through in time', (_, text) => {
    const start = performance.now();
    findTokens(Buffer.from(text, 'latin1'));
    findAssignments(text);
    findLogins(text.slice(0, 131_072));
    findPostgresLogins(text.slice(0, 131_072));
    expect(performance.now() - start).toBeLessThan(patienceMilliseconds);
  });
});
