/** Characters of a value that are looked at. */
const maxLength = 4_096;

/** Words that stand where a value should be, or that nobody could call a secret. */
const words = new Set([
  ...[
    '',
    'admin',
    'changeit',
    'changeme',
    'default',
    'disabled',
    'dummy',
    'empty',
    'enabled',
    'example',
    'false',
    'foo',
    'foobar',
    'guest',
  ],
  ...[
    'hidden',
    'mypassword',
    'mysecret',
    'n/a',
    'nil',
    'no',
    'none',
    'null',
    'off',
    'on',
    'optional',
    'pass',
    'passwd',
    'password',
    'placeholder',
  ],
  ...[
    'postgres',
    'prompt',
    'pwd',
    'redacted',
    'required',
    'root',
    'secret',
    'string',
    'test',
    'testing',
    'todo',
    'token',
    'true',
    'undefined',
  ],
  ...['user', 'username', 'yes'],
]);

/** A variable, a template or a command that will be replaced by the value; a word in angle brackets. */
const reference =
  /^(?:\$[\w{(]|<[^>]*>$|\{\{|%[\w({]|@\w+@$|\[[^\]]*\]$|#\{|__\w+__$|env[.(:]|process\.env|os\.environ|vault:|(?:pass|file|env|fd):|!\w|arn:)/i;
const madeUp =
  /example|placeholder|change[-_ ]?(?:me|this)|replace[-_ ]?(?:me|this|with)|your[-_ ]|my[-_](?:secret|password|token)|dummy|redacted|not[-_ ]?a[-_ ]?real|fixme|xxxx|\*\*\*|\.\.\./i;

/** Whether a value stands for one that is put in later, or was made up for an example. */
export function isPlaceholder(value: string): boolean {
  const text = value.slice(0, maxLength).trim();
  return words.has(text.toLowerCase()) || reference.test(text) || madeUp.test(text) || distinctCount(text) <= 2;
}

/** Characters that differ: of a key that was drawn at random there are many. */
export function distinctCount(text: string): number {
  return new Set(text).size;
}
