import type { SecretRule } from './secret-rule.ts';

const edge = '(?<![A-Za-z0-9_-])';

function token(category: SecretRule['category'], what: string, keywords: readonly string[], rest: string, shown?: number): SecretRule {
  const head = keywords.map((keyword) => keyword.replace(/[.$+]/g, '\\$&')).join('|');
  return {
    category,
    what,
    keywords,
    pattern: new RegExp(`${edge}(?:${head})${rest}`, 'y'),
    shown: shown ?? Math.min(...keywords.map(({ length }) => length)),
  };
}

const end = '(?![A-Za-z0-9_-])';

/** Tokens that begin with letters of their own, as their makers document them. */
export const tokenRules: readonly SecretRule[] = [
  token('cloud-credential', 'an AWS access key', ['AKIA', 'ASIA'], `[A-Z0-9]{16}${end}`),
  token('cloud-credential', 'a Google API key', ['AIza'], `[\\w-]{35}${end}`),
  token('cloud-credential', 'a Google OAuth client secret', ['GOCSPX-'], `[\\w-]{28}${end}`),
  token('cloud-credential', 'a DigitalOcean token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], `[a-f0-9]{64}${end}`),
  token('cloud-credential', 'a Vault token', ['hvs.', 'hvb.'], `[\\w-]{24,200}${end}`),
  token('cloud-credential', 'a Databricks token', ['dapi'], `[a-f0-9]{32}(?:-\\d)?${end}`),
  token('cloud-credential', 'a Heroku key', ['HRKU-'], `[\\w-]{36,60}${end}`),
  token('cloud-credential', 'a Pulumi token', ['pul-'], `[a-f0-9]{40}${end}`),
  token('cloud-credential', 'a PlanetScale credential', ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], `[\\w.-]{32,64}${end}`),
  token('cloud-credential', 'a 1Password service account', ['ops_eyJ'], `[\\w-]{100,2000}={0,2}${end}`, 4),
  token('cloud-credential', 'a Doppler token', ['dp.pt.', 'dp.st.', 'dp.sa.', 'dp.ct.'], `[\\w.-]{40,80}${end}`),
  token('repository-token', 'an Atlassian token', ['ATATT3xFfGF0'], `[\\w=-]{150,250}${end}`, 5),
  token('repository-token', 'a GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], `[A-Za-z0-9]{36,255}${end}`),
  token('repository-token', 'a GitHub token', ['github_pat_'], `[A-Za-z0-9]{22}_[A-Za-z0-9]{59}${end}`),
  token('repository-token', 'a GitLab token', ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-'], `[\\w.-]{20,100}${end}`),
  token('repository-token', 'a Bitbucket token', ['ATBB', 'ATCTT3xFfG'], `[A-Za-z0-9_=-]{28,250}${end}`),
  token('registry-credential', 'a Docker Hub token', ['dckr_pat_', 'dckr_oat_'], `[\\w-]{27,64}${end}`),
  token('package-token', 'an npm token', ['npm_'], `[A-Za-z0-9]{36}${end}`),
  token('package-token', 'a PyPI token', ['pypi-AgE'], `[\\w-]{50,1000}${end}`, 5),
  token('package-token', 'a RubyGems key', ['rubygems_'], `[a-f0-9]{48}${end}`),
  token('service-token', 'a Slack token', ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxe-', 'xapp-'], `[A-Za-z0-9.-]{20,250}${end}`),
  token('service-token', 'an OpenAI key', ['sk-proj-', 'sk-svcacct-', 'sk-admin-'], `[\\w-]{40,250}${end}`),
  token('service-token', 'an Anthropic key', ['sk-ant-'], `[\\w-]{40,250}${end}`),
  token('service-token', 'a Hugging Face token', ['hf_'], `[A-Za-z0-9]{34,37}${end}`),
  token('service-token', 'a Replicate token', ['r8_'], `[A-Za-z0-9]{37}${end}`),
  token('service-token', 'a SendGrid key', ['SG.'], `[\\w-]{22}\\.[\\w-]{43}${end}`),
  token('service-token', 'a Brevo key', ['xkeysib-'], `[a-f0-9]{64}-[A-Za-z0-9]{16}${end}`),
  token('service-token', 'a Grafana token', ['glsa_'], `[A-Za-z0-9]{32}_[a-f0-9]{8}${end}`),
  token('service-token', 'a Grafana Cloud token', ['glc_eyJ'], `[A-Za-z0-9+/]{40,400}={0,2}${end}`, 4),
  token('service-token', 'a Linear key', ['lin_api_'], `[A-Za-z0-9]{40}${end}`),
  token('service-token', 'a Notion token', ['ntn_'], `[A-Za-z0-9]{40,50}${end}`),
  token('service-token', 'a Figma token', ['figd_'], `[\\w-]{40,60}${end}`),
  token('service-token', 'a New Relic key', ['NRAK-'], `[A-Z0-9]{27}${end}`),
  token('service-token', 'a Postman key', ['PMAK-'], `[a-f0-9]{24}-[a-f0-9]{34}${end}`),
  token('service-token', 'a Sentry token', ['sntrys_eyJ'], `[\\w+/=]{60,400}${end}`, 7),
  token('service-token', 'a Sentry token', ['sntryu_'], `[a-f0-9]{64}${end}`),
  token('service-token', 'a Groq key', ['gsk_'], `[A-Za-z0-9]{52}${end}`),
  token('service-token', 'an xAI key', ['xai-'], `[A-Za-z0-9]{70,90}${end}`),
  token('payment-key', 'a Shopify token', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], `[a-fA-F0-9]{32}${end}`),
  token('payment-key', 'a Stripe key', ['sk_live_', 'rk_live_'], `[A-Za-z0-9]{20,250}${end}`),
  token('payment-key', 'a Stripe webhook secret', ['whsec_'], `[A-Za-z0-9+/=]{32,100}${end}`),
  token('payment-key', 'a Square token', ['sq0atp-', 'sq0csp-'], `[\\w-]{22,43}${end}`),
  token('payment-key', 'a Braintree token', ['access_token$production$'], `[a-z0-9]{16}\\$[a-f0-9]{32}${end}`),
];
