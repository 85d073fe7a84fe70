import { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { escapeTerminal } from './escape-terminal.ts';

/** A value of a manifest. Text from an image goes through `quoted`, as YAML 1.1, which Kubernetes reads, takes many words for something else. */
export type YamlPart = string | number | boolean | Scalar | YAMLMap | YAMLSeq;

/** A key, its value, and why it is there: one line above it. */
export type YamlLine = readonly [key: string, value: YamlPart, reason?: string | null];

export function yamlMap(lines: readonly (YamlLine | null)[]): YAMLMap {
  const map = new YAMLMap();
  for (const line of lines) {
    if (line === null) continue;
    const [name, value, reason] = line;
    const key = new Scalar(name);
    if (reason != null && reason !== '') key.commentBefore = yamlComment(reason);
    map.items.push(new Pair(key, value instanceof Object ? value : new Scalar(value)));
  }
  return map;
}

export function yamlList(items: readonly YamlPart[]): YAMLSeq {
  const list = new YAMLSeq();
  for (const item of items) list.items.push(item instanceof Object ? item : new Scalar(item));
  if (items.length === 0 || items.every((item) => typeof item === 'string')) list.flow = true;
  return list;
}

/** Half of a surrogate pair, which no YAML can say, becomes U+FFFD. */
export function quoted(text: string): Scalar {
  const scalar = new Scalar(text.replace(/\p{Cs}/gu, '\ufffd'));
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** One line that nothing can end early. */
export function yamlComment(text: string): string {
  return ` ${escapeTerminal(text).slice(0, maxCommentLength)}`;
}

const maxCommentLength = 300;

/** What is no Unicode text cannot be said to Kubernetes. */
export function isText(text: string): boolean {
  return !/[\p{Cs}\0]/u.test(text);
}
