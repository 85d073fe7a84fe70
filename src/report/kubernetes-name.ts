const maxLength = 50;

/** Say where an image is, and are no part of its name; `docker:27` may be a name, so that it keeps its own. */
const places = /^(?:docker-archive:|oci-archive:|oci:|registry:|docker:(?=\/\/|[^/:@]*[/:]))(?:\/\/)?/;

/** A DNS label of an image's name, without its tag, or of that of a file: `registry.example.org/team/Harbour:3.1` → `harbour`. */
export function kubernetesName(reference: string): string {
  const path = reference.replace(places, '').replace(/@.*$/s, '').replace(/\/+$/, '');
  const last = path.slice(path.lastIndexOf('/') + 1).replace(/:.*$/s, '');
  const label = toLabel(last.replace(/\.(?:tar|tgz|tar\.(?:gz|zst|xz|bz2))$/i, ''));
  if (label === '') return 'app';
  return /^[a-z]/.test(label) ? label : `app-${label}`;
}

/** Lower-case letters, digits and hyphens, none of these at an end; '' where nothing is left. */
export function toLabel(text: string): string {
  return text
    .slice(0, 1_000)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-|-$/g, '');
}
