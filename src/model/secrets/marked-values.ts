export type MarkedValue = { readonly name: string; readonly value: string };

/** Most lines are passed over by this. */
const hint = /[<("'_A-Za-z](?:pass|pwd|secret|token|credential|key)/i;
const maxMatches = 40;

/** Pairs inside of a line, of which each repetition is bounded. */
const marks: readonly RegExp[] = [
  // JSON
  /"(?<name>[\w.-]{1,80})"\s{0,3}:\s{0,3}"(?<value>[^"\\]{1,300})"/g,
  // <password>value</password>
  /<(?<name>[A-Za-z][\w.:-]{0,80})>(?<value>[^<>\s]{1,300})<\/\k<name>>/g,
  // <add key="Password" value="…"/>
  /\b(?:key|name)="(?<name>[\w.:-]{1,80})"\s{1,8}value="(?<value>[^"]{1,300})"/gi,
  // define('DB_PASSWORD', 'value') of PHP
  /\bdefine\(\s{0,8}['"](?<name>\w{1,80})['"]\s{0,8},\s{0,8}['"](?<value>[^'"]{1,300})['"]/g,
];

/** Values that stand inside of a line with their names: in JSON, XML and PHP. */
export function markedValues(line: string): readonly MarkedValue[] {
  if (!hint.test(line)) return [];
  return marks.flatMap((mark) => [...line.matchAll(mark)].slice(0, maxMatches).flatMap(({ groups }) => toValue(groups ?? {})));
}

function toValue({ name = '', value = '' }: Readonly<Record<string, string>>): readonly MarkedValue[] {
  // What Maven has encrypted stands in braces.
  return /^\{.*\}$/.test(value) ? [] : [{ name, value }];
}
