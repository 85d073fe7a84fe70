import type { SecretRule } from './secret-rule.ts';

export type KeywordEntry = {
  readonly keyword: string;
  readonly rule: SecretRule;
  /** Characters of `keyword` that stand in front of the rule's own. */
  readonly edgeLength: 0 | 1;
};

/** The scanner's least. */
const leastLength = 4;
/** What may stand in front of a word; nothing does where a file is nothing else. */
const edges = ['"', "'", '`', '=', ':', ' ', '\t', '\n', '/', '(', '>', ','];

/** The words to look for: those that are too short come with what may be in front of them. */
export function keywordEntries(rules: readonly SecretRule[]): readonly KeywordEntry[] {
  return rules.flatMap((rule) =>
    rule.keywords.flatMap((keyword): readonly KeywordEntry[] =>
      isShort(keyword) ? edges.map((edge) => ({ keyword: `${edge}${keyword}`, rule, edgeLength: 1 })) : [{ keyword, rule, edgeLength: 0 }],
    ),
  );
}

/** Short words with which a text may begin. */
export function startEntries(rules: readonly SecretRule[]): readonly KeywordEntry[] {
  return rules.flatMap((rule) => rule.keywords.filter(isShort).map((keyword): KeywordEntry => ({ keyword, rule, edgeLength: 0 })));
}

function isShort(keyword: string): boolean {
  return keyword.length < leastLength;
}
