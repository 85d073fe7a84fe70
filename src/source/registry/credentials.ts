/** What proves to a registry who asks. Never printed. */
export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** Of OAuth 2: exchanged for an access token. */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** An access token as it is. */
  | { readonly kind: 'registry-token'; readonly token: string };

export type FoundCredentials = {
  /** null where nothing is configured, or nothing could be had. */
  readonly credentials: Credentials | null;
  /** Why not, where there should have been some. */
  readonly problem: string | null;
};

export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
