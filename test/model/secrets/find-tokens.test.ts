import { describe, expect, it } from 'vitest';
import { findTokens } from '../../../src/model/secrets/find-tokens.ts';

const stars = '*'.repeat(16);
/** Nobody's; each is put together here, so that no scanner of this repository stops at it. */
const mixed = 'q7Zk2Xv9Lw4Tn8Rb3Hs6Jd1Mf5PcYgAeUo0iBxKyVtQ2Wz8Nr4'.repeat(6);
const hex = '4f8a1c09e7b3d265'.repeat(8);
const capitals = 'Q7ZK2XV9LW4TN8RB3HS6JD1MF5P';
const id = Buffer.from('1098765432101234567').toString('base64url');

const uuid = [8, 4, 4, 4, 12].map((length, i) => hex.slice(i, i + length)).join('-');

const tokens: readonly (readonly [what: string, text: string, masked: string])[] = [
  ['a Hugging Face token', `HF_TOKEN=${'hf'}_${mixed.slice(0, 34)}`, `hf_${stars}`],
  ['a SendGrid key', `key = "SG${'.'}${mixed.slice(0, 22)}.${mixed.slice(3, 46)}"`, `SG.${stars}`],
  ['a Replicate token', `:r8${'_'}${mixed.slice(0, 37)}`, `r8_${stars}`],
  ['a Shopify token', `shp${'at_'}${hex.slice(0, 32)}`, `shpat_${stars}`],
  ['a Databricks token', `da${'pi'}${hex.slice(0, 32)}`, `dapi${stars}`],
  ['a Grafana token', `gl${'sa_'}${mixed.slice(0, 32)}_${hex.slice(0, 8)}`, `glsa_${stars}`],
  ['a Linear key', `lin_${'api_'}${mixed.slice(0, 40)}`, `lin_api_${stars}`],
  ['a Notion token', `nt${'n_'}${mixed.slice(0, 46)}`, `ntn_${stars}`],
  ['a 1Password service account', `ops${'_eyJ'}${mixed.slice(0, 200)}`, `ops_${stars}`],
  ['a New Relic key', `NR${'AK-'}${capitals}`, `NRAK-${stars}`],
  ['a Postman key', `PM${'AK-'}${hex.slice(0, 24)}-${hex.slice(0, 34)}`, `PMAK-${stars}`],
  ['a Pulumi token', `pu${'l-'}${hex.slice(0, 40)}`, `pul-${stars}`],
  ['a Heroku key', `HR${'KU-'}${mixed.slice(0, 58)}`, `HRKU-${stars}`],
  ['an OpenAI key', `'s${'k-'}${mixed.slice(0, 20)}T3Blbk${'FJ'}${mixed.slice(4, 24)}'`, `sk-${stars}`],
  ['a key of age', `AGE-SECRET${'-KEY-1'}${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`, `AGE-SECRET-KEY-${stars}`],
  ['a Telegram bot token', `bot = "11098765${':'}AAE${mixed.slice(0, 32)}"`, stars],
  ['a Terraform Cloud token', `token = "${mixed.slice(0, 14)}.atlas${'v1.'}${mixed.slice(0, 64)}"`, stars],
  ['a Discord bot token', `DISCORD_TOKEN=${id}.${mixed.slice(0, 6)}.${mixed.slice(0, 38)}`, stars],
  ['a Discord bot token', `client.login('${id}.${mixed.slice(0, 6)}.${mixed.slice(0, 38)}');`, stars],
  ['a Mailgun key', `MAILGUN_API = "key${'-'}${hex.slice(0, 32)}"`, `key-${stars}`],
  ['an auth token of Twilio', `twilio["auth_token"] = "${hex.slice(0, 32)}"`, stars],
  ['a Heroku key', `heroku.apiKey: '${uuid}'`, stars],
  ['a secret of an Azure application', `client_secret: abc8${'Q~'}${mixed.slice(0, 34)}`, stars],
];

const lookAlikes: readonly (readonly [name: string, text: string])[] = [
  ['a longer word that ends like the beginning of a token', `shelf_${mixed.slice(0, 34)}`],
  ['a token that is too short', `"hf${'_'}${mixed.slice(0, 20)}"`],
  ['a name in code', 'import hf_transfer; hf_hub_download_with_a_long_name_of_a_function(1)'],
  ['three words with dots', `discord = ${'M'.padEnd(24, 'abcdef')}.${mixed.slice(0, 6)}.${mixed.slice(0, 38)}`],
  ['a key of a cache', `cache key-${hex.slice(0, 32)}`],
  ['a time with a word behind it', `12:AAE${mixed.slice(0, 32)}`],
  ['a placeholder', `"hf${'_'}${'x'.repeat(34)}"`],
  ['a token whose beginning is cut off', `T3Blbk${'FJ'}${mixed.slice(4, 24)}`],
];

describe('findTokens', () => {
  it.each(tokens)('knows %s by its form: %s', (what, text, masked) => {
    expect(findTokens(Buffer.from(text)).map((match) => [match.what, match.masked])).toEqual([[what, masked]]);
  });

  it.each(['hf', 'SG', 'r8'])('knows a token of which a file begins with %s', (start) => {
    const [, text] = tokens.find(([, one]) => one.includes(`${start}_`) || one.includes(`${start}.`))!;
    const bare = text.slice(text.search(new RegExp(`${start}[_.]`))).replace('"', '\n');
    expect(findTokens(Buffer.from(bare)).map(({ start: at }) => at)).toEqual([0]);
  });

  it.each(lookAlikes)('passes over %s', (_, text) => {
    expect(findTokens(Buffer.from(text))).toEqual([]);
  });
});
