/** One word as a program would get it. */
export type Field = {
  /** As the program gets it; where that is not known, as the script has it. */
  readonly text: string;
  readonly isKnown: boolean;
  /** An unquoted expansion of which nothing is known: it may be no word, or several. */
  readonly mayVanish: boolean;
};

export type Fields = readonly Field[];

/** What something may be: each alternative is a list of words. Of a variable that is no array each has one. */
export type Options = readonly Fields[];

/** More alternatives than this are more than a person meant; what is beyond is unknown. */
const maxOptions = 256;
const maxFields = 1_024;
/** UTF-16 units of one word: a script may double a variable as often as it likes. */
const maxText = 65_536;

export function known(text: string): Field {
  return text.length > maxText ? unknown(text) : { text, isKnown: true, mayVanish: false };
}

export function unknown(text: string, mayVanish = false): Field {
  return { text: text.slice(0, maxText), isKnown: false, mayVanish };
}

/** Alternatives of one known word each. */
export function oneOf(texts: readonly string[]): Options {
  return union([texts.map((text) => [known(text)])]);
}

export function unknownOptions(text: string, mayVanish = false): Options {
  return [[unknown(text, mayVanish)]];
}

/** Each alternative once; too many are cut, and what was cut is unknown. */
export function union(all: readonly Options[]): Options {
  const found = new Map<string, Fields>();
  for (const options of all) {
    for (const fields of options) {
      if (found.size >= maxOptions) return [...found.values(), [unknown('$…')]];
      found.set(fieldsKey(fields), fields);
    }
  }
  return [...found.values()];
}

export function fieldsKey(fields: Fields): string {
  return fields.map(({ text, isKnown }) => `${isKnown ? '=' : '?'}${text}`).join('\0');
}

/** Every alternative of one with every alternative of the other. */
export function product(left: Options, right: Options, join: (a: Fields, b: Fields) => Fields): Options {
  if (left.length * right.length > maxOptions) return product(left.slice(0, 1), [(right[0] ?? []).map(asUnknown)], join);
  return left.flatMap((a) => right.map((b) => join(a, b).slice(0, maxFields)));
}

function asUnknown({ text }: Field): Field {
  return unknown(text);
}

export function follow(a: Fields, b: Fields): Fields {
  return [...a, ...b];
}

/** The last word of one and the first of the other are one word. */
export function glue(a: Fields, b: Fields): Fields {
  const last = a.at(-1);
  const first = b[0];
  if (last === undefined || first === undefined) return [...a, ...b];
  const text = last.text + first.text;
  return [...a.slice(0, -1), last.isKnown && first.isKnown ? known(text) : unknown(text), ...b.slice(1)];
}

/** As `"$*"` has it. */
export function joined(fields: Fields): Field {
  const text = fields.map((field) => field.text).join(' ');
  return fields.every(({ isKnown }) => isKnown) ? known(text) : unknown(text);
}
