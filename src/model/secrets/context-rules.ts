import type { SecretRule } from './secret-rule.ts';

/** Between a name and its value, in the same line. */
const between = '[^\\n]{0,60}?(?<![\\w~.-])';

/** Between the parts of a name: `twilio_auth`, `twilio.auth`, `twilio["auth`. */
const inName = '[\\w.\\[\\]"\'-]{0,20}?';
/** Between the end of a name and its value: signs, or another name, as in `process.env.NAME || "value"`. */
const behindName = '[^\\n]{0,20}?(?<![\\w-])';

/** Tokens that begin with nothing of their own: what stands around them says what they are. */
export const contextRules: readonly SecretRule[] = [
  {
    category: 'service-token',
    what: 'a Discord bot token',
    keywords: ['iscord', 'ISCORD', 'BOT_TOKEN', 'bot_token', 'otToken', '.login(', 'bot.run(', 'client.run('],
    hidesContext: true,
    pattern: new RegExp(`\\W?[\\w.]{3,10}${between}(?<secret>[MNO][\\w-]{22,27}\\.[\\w-]{6}\\.[\\w-]{27,38})(?![\\w-])`, 'dy'),
    shown: 0,
    isReal: ({ groups }) => /^\d{17,20}$/.test(Buffer.from((groups?.['secret'] ?? '').split('.')[0]!, 'base64url').toString('latin1')),
  },
  {
    category: 'service-token',
    what: 'a Mailgun key',
    keywords: ['ailgun', 'AILGUN'],
    hidesContext: true,
    pattern: new RegExp(`\\w{6}${between}(?<secret>key-[a-f0-9]{32})(?![\\w-])`, 'diy'),
    shown: 4,
  },
  {
    category: 'service-token',
    what: 'an auth token of Twilio',
    keywords: ['wilio', 'WILIO'],
    hidesContext: true,
    pattern: new RegExp(`wilio${inName}auth[_-]?token${behindName}(?<secret>[a-f0-9]{32})(?![\\w-])`, 'diy'),
    shown: 0,
    isReal: isDrawn,
  },
  {
    // Those of today begin with letters of their own.
    category: 'cloud-credential',
    what: 'a Heroku key',
    keywords: ['eroku', 'EROKU'],
    hidesContext: true,
    pattern: new RegExp(
      `eroku${inName}(?:api[_-]?key|token)${behindName}(?<secret>[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12})(?![\\w-])`,
      'diy',
    ),
    shown: 0,
    isReal: isDrawn,
  },
  {
    category: 'service-token',
    what: 'a Telegram bot token',
    keywords: [':AAE', ':AAF', ':AAG', ':AAH'],
    hasWordBefore: true,
    pattern: /(?<![\w-])(?<secret>\d{8,10}:AA[EFGH][\w-]{32})(?![\w-])/dy,
    shown: 0,
  },
  {
    category: 'service-token',
    what: 'an OpenAI key',
    keywords: ['T3BlbkFJ'],
    lengthBefore: 23,
    pattern: /(?<![\w-])sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}(?![\w-])/y,
    shown: 3,
  },
  {
    category: 'cloud-credential',
    what: 'a secret of an Azure application',
    keywords: ['lient_secret', 'LIENT_SECRET', 'lientSecret', 'AZURE_', 'azure_'],
    hidesContext: true,
    pattern: new RegExp(`\\w{6,12}${between}(?<secret>[\\w~.-]{3}[0-9]Q~[\\w~.-]{31,34})(?![\\w~.-])`, 'dy'),
    shown: 0,
  },
  {
    category: 'cloud-credential',
    what: 'a Terraform Cloud token',
    keywords: ['.atlasv1.'],
    lengthBefore: 14,
    pattern: /(?<![\w-])[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}(?![\w-])/y,
    shown: 0,
  },
];

/** Of 32 digits of base 16 that were drawn there are letters, hardly any repetition, and none in their order. */
function isDrawn({ groups }: RegExpExecArray): boolean {
  const secret = groups?.['secret'] ?? '';
  return /[a-f]/i.test(secret) && /\d/.test(secret) && !/(.)\1{3}|0123456|abcdef/i.test(secret.replaceAll('-', ''));
}
