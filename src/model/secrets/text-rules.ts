import { isPlaceholder } from './is-placeholder.ts';
import { keyRules } from './key-rules.ts';
import { loginRules } from './login-rules.ts';
import { isElsewhere } from './network-place.ts';
import type { SecretRule } from './secret-rule.ts';

/** Secrets that are known by what stands around them. */
export const textRules: readonly SecretRule[] = [
  ...keyRules,
  ...loginRules,
  {
    category: 'cloud-credential',
    what: 'an AWS secret key',
    keywords: ['secret_access_key', 'SECRET_ACCESS_KEY', 'ecretAccessKey'],
    pattern: /\w{14,20}["']?[ \t]{0,8}[=:][ \t]{0,8}["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/dy,
    shown: 0,
  },
  {
    category: 'cloud-credential',
    what: 'an Azure access key',
    keywords: ['AccountKey=', 'SharedAccessKey='],
    pattern: /\w{1,16}=(?<secret>[A-Za-z0-9+/]{42,86}={1,2})/dy,
    shown: 0,
  },
  {
    category: 'registry-credential',
    what: 'a registry login',
    keywords: ['"auth"'],
    pattern: /"auth"[ \t]{0,8}:[ \t]{0,8}"(?<secret>[A-Za-z0-9+/]{6,2000}={0,2})"/dy,
    shown: 0,
    isReal: ({ groups }) => isLogin(groups?.['secret'] ?? ''),
  },
  {
    category: 'registry-credential',
    what: 'a refresh token of a registry',
    keywords: ['"identitytoken"'],
    pattern: /"identitytoken"[ \t]{0,8}:[ \t]{0,8}"(?<secret>[^\s"\\]{8,4000})"/dy,
    shown: 0,
  },
  {
    category: 'package-token',
    what: 'a login for npm',
    keywords: ['_authToken', '_auth=', '_password=', '_auth =', '_password ='],
    pattern: /(?<=[:\s]|^)_(?:authToken|auth|password)[ \t]{0,8}=[ \t]{0,8}["']?(?<secret>[\w+/=.:-]{8,1000})/dy,
    shown: 0,
  },
  {
    category: 'service-token',
    what: 'a Slack webhook',
    keywords: ['hooks.slack.com/services/'],
    pattern: /hooks\.slack\.com\/services\/(?<secret>T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{20,30})/dy,
    shown: 0,
  },
  {
    category: 'service-token',
    what: 'a Discord webhook',
    keywords: ['/api/webhooks/'],
    pattern: /\/api\/webhooks\/(?<secret>\d{17,20}\/[\w-]{60,80})/dy,
    shown: 0,
  },
  {
    category: 'service-token',
    what: 'a Telegram bot token',
    keywords: ['api.telegram.org/bot'],
    pattern: /api\.telegram\.org\/bot(?<secret>\d{8,12}:[\w-]{35})/dy,
    shown: 0,
  },
  {
    category: 'web-token',
    what: 'a JSON web token',
    keywords: ['eyJhbGci', 'eyJ0eXAi', 'eyJraWQi'],
    pattern: /(?<![A-Za-z0-9_-])eyJ[\w-]{10,1000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/y,
    shown: 3,
    isReal: ({ 0: text }) => isWebToken(text),
  },
  {
    category: 'connection-string',
    what: 'an address with a password',
    keywords: [
      'res://',
      'sql://',
      'odb://',
      'srv://',
      'dis://',
      'iss://',
      'mqp://',
      'qps://',
      'ttp://',
      'tps://',
      'ftp://',
      'mtp://',
      'ver://',
      'iadb://',
    ],
    hasWordBefore: true,
    pattern:
      /[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/"'`<>\\]{0,100}:(?<secret>[^\s@/"'`<>\\]{3,200})@(?<host>[\w.-]{1,200}|\[[\da-f:]{2,40}\])/diy,
    shown: 0,
    isReal: isConnection,
  },
];

function isLogin(base64: string): boolean {
  const text = Buffer.from(base64, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon > 0 && !/[^\x20-\x7e]/.test(text) && !isPlaceholder(text.slice(colon + 1)) && text.length > colon + 3;
}

/** The one that every document about them shows, and those that are made to be published, stay silent. */
function isWebToken(text: string): boolean {
  const [header, payload] = text.split('.').map((part) => parseJson(Buffer.from(part, 'base64url').toString('utf8')));
  return typeof header?.['alg'] === 'string' && payload !== null && payload?.['sub'] !== '1234567890' && payload?.['role'] !== 'anon';
}

function parseJson(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    // No token.
    return null;
  }
}

function isConnection({ 0: text, groups }: RegExpExecArray): boolean {
  const { secret = '', host = '' } = groups ?? {};
  const user = text.slice(text.indexOf('://') + 3, text.indexOf(`:${secret}@`));
  return user !== secret && isElsewhere(host) && !/[${}%(]/.test(secret.slice(0, 2));
}
