/** Variables of the image that look like secrets, by name; the last of a name counts. @param leftOut known to be some, and not in `env` */
export function secretVariables(env: readonly string[], leftOut: readonly string[] = []): readonly string[] {
  const values = new Map(env.map((line) => [line.slice(0, Math.max(0, line.indexOf('='))), line.slice(line.indexOf('=') + 1)]));
  const named = [...values].filter(([name, value]) => isSecret(name, value)).map(([name]) => name);
  return [...leftOut.filter((name) => variableName.test(name)), ...named];
}

/** What Kubernetes takes for the name of a variable. */
const variableName = /^[A-Za-z_][A-Za-z0-9_.-]{0,252}$/;

const secretWord =
  /(?:^|_)(?:PASS|PASSWD|PASSWORD|PASSPHRASE|PWD|SECRET|SECRETS|TOKEN|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SECRET|SIGNING|ENCRYPTION|MASTER|AUTH)_?KEY|APIKEY)(?:_|$)/;

/** A file, an address without a password, a switch or a number is not one, whatever its name. */
function isSecret(name: string, value: string): boolean {
  if (!variableName.test(name) || value === '') return false;
  if (/^[a-z][a-z0-9+.-]{0,30}:\/\/[^/@\s:]{0,200}:[^/@\s]{1,500}@/i.test(value)) return true;
  const upper = name.toUpperCase().replace(/[.-]/g, '_');
  if (upper === 'PWD' || upper === 'OLDPWD' || /_(?:FILE|PATH|DIR|URL|HOST|PORT|TTL|LENGTH)$/.test(upper)) return false;
  return secretWord.test(upper) && !/^(?:\/|https?:|\d{1,9}$|true$|false$)/i.test(value);
}
