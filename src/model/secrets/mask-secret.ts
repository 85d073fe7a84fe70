/** Always as many, so that nobody learns how long it is. */
const stars = '*'.repeat(16);

/** `AKIA****************`. @param shown leading characters that say what it is, and nothing more */
export function maskSecret(secret: string, shown: number): string {
  return `${secret.slice(0, shown)}${stars}`;
}
