import { type Convention, one, tree } from './convention.ts';

/** Where distributions keep the certificates of authorities, as bundles and by their hashes. */
const authorities = [
  ...one('certificate authorities for', '/etc/ssl/cert.pem', '/etc/ssl/ca-bundle.pem', '/etc/pki/tls/cert.pem', '/usr/lib/ssl/cert.pem'),
  ...tree('certificate authorities for', '/etc/ssl/certs', '/etc/pki/tls/certs', '/etc/pki/ca-trust/extracted', '/usr/lib/ssl/certs'),
];

/** Cryptography: providers, engines, tokens, and whom to trust. */
export const cryptoConventions: readonly Convention[] = [
  {
    id: 'tls',
    names: /^lib(?:ssl|gnutls|mbedtls|wolfssl|curl|curl-gnutls)(?:\.|-[\d.]+\.)so/,
    needs: authorities,
  },
  {
    id: 'openssl',
    names: /^libcrypto\.so\.(?!1\b)/,
    needs: [
      ...one('configuration of', '/usr/lib/ssl/openssl.cnf', '/etc/ssl/openssl.cnf', '/etc/pki/tls/openssl.cnf'),
      ...tree('providers of', '/usr/lib/*/ossl-modules', '/usr/lib/ossl-modules', '/usr/lib64/ossl-modules'),
      ...tree('engines of', '/usr/lib/*/engines-3', '/usr/lib/engines-3', '/usr/lib64/engines-3'),
    ],
  },
  {
    id: 'openssl-1',
    names: /^libcrypto\.so\.1/,
    needs: [
      ...one('configuration of', '/usr/lib/ssl/openssl.cnf', '/etc/ssl/openssl.cnf', '/etc/pki/tls/openssl.cnf'),
      ...tree('engines of', '/usr/lib/*/engines-1.1', '/usr/lib/engines-1.1', '/usr/lib64/engines-1.1'),
    ],
  },
  { id: 'gnutls', names: /^libgnutls\.so/, needs: one('configuration of', '/etc/gnutls/config') },
  {
    id: 'nss-crypto',
    names: /^libnss3\.so/,
    needs: ['softokn3', 'freebl3', 'freeblpriv3', 'nssckbi', 'nssdbm3'].flatMap((name) =>
      one(
        'loaded at run time by',
        `/usr/lib/*/lib${name}.*`,
        `/usr/lib/*/nss/lib${name}.*`,
        `/usr/lib64/lib${name}.*`,
        `/usr/lib/lib${name}.*`,
      ),
    ),
  },
  {
    id: 'p11-kit',
    names: /^libp11-kit\.so/,
    needs: [
      ...tree('modules of', '/usr/lib/*/pkcs11', '/usr/lib/pkcs11', '/usr/lib64/pkcs11', '/usr/share/p11-kit', '/etc/pkcs11'),
      ...tree('certificate authorities for', '/usr/share/ca-certificates/trust-source', '/etc/pki/ca-trust/source'),
    ],
  },
  {
    id: 'kerberos',
    names: /^libkrb5\.so/,
    needs: [
      ...one('configuration of', '/etc/krb5.conf', '/etc/gss/mech'),
      ...tree('configuration of', '/etc/krb5.conf.d', '/etc/gss/mech.d'),
      ...tree('plugins of', '/usr/lib/*/krb5/plugins', '/usr/lib/krb5/plugins', '/usr/lib64/krb5/plugins', '/usr/lib/*/gss'),
    ],
  },
  {
    id: 'sasl',
    names: /^libsasl2\.so/,
    needs: tree('mechanisms of', '/usr/lib/*/sasl2', '/usr/lib/sasl2', '/usr/lib64/sasl2', '/etc/sasl2', '/etc/sasl'),
  },
  {
    id: 'pam',
    names: /^libpam\.so/,
    needs: [
      ...tree('configuration of', '/etc/pam.d', '/usr/lib/pam.d', '/etc/security'),
      ...one('configuration of', '/etc/pam.conf', '/etc/environment', '/etc/login.defs', '/etc/shells', '/etc/securetty'),
      ...tree('modules of', '/usr/lib/*/security', '/lib/security', '/usr/lib64/security'),
    ],
  },
  { id: 'ldap', names: /^libldap[-_.\d]*(?:r-[\d.]+)?\.so/, needs: tree('configuration of', '/etc/ldap', '/etc/openldap') },
];
