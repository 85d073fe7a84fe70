import { InspectError } from '../model/errors.ts';
import { matchingNames } from './image-name.ts';
import type { ImageGroup, Offer, OtherContent } from './offer.ts';

/** Of what a source holds, what the user asked for; `name` is null where nobody asked. @throws InspectError */
export function chooseImage(groups: readonly ImageGroup[], others: readonly OtherContent[], name: string | null): ImageGroup {
  if (groups.length === 0) throw holdsNoImage(others);
  const matching = name === null ? groups : findNamed(groups, name);
  const [found, second] = matching;
  if (found === undefined) throw nothingNamed(groups, others, name ?? '');
  if (second === undefined) return found;
  const expectation = name === null ? 'expected one image, or its name after --image' : `expected one image named ${JSON.stringify(name)}`;
  throw new InspectError('ambiguous-image', `${expectation}, got ${matching.length}: ${listed(matching)}`);
}

function findNamed(groups: readonly ImageGroup[], name: string): readonly ImageGroup[] {
  const named = matchingNames(groups, name);
  return named.length > 0 ? named : findByDigest(groups, name);
}

/** As short as `docker images` shows it; shorter ones are more likely a typing error. */
const shortestDigest = 7;

function findByDigest(groups: readonly ImageGroup[], name: string): readonly ImageGroup[] {
  const hex = name.replace(/^sha\d+:/, '');
  if (hex.length < shortestDigest || !/^[0-9a-f]+$/.test(hex)) return [];
  const isNamed = (offer: Offer): boolean => offer.digests.some((digest) => digest.slice(digest.indexOf(':') + 1).startsWith(hex));
  const narrowed = groups.map((group) => ({ ...group, offers: group.offers.filter(isNamed) }));
  return narrowed.filter((group) => group.offers.length > 0);
}

function nothingNamed(groups: readonly ImageGroup[], others: readonly OtherContent[], name: string): InspectError {
  const other = others.find((content) => content.names.includes(name) || content.digest === name);
  const expectation = `expected an image named ${JSON.stringify(name)}`;
  if (other !== undefined) return new InspectError('not-an-image', `${expectation}, got ${other.description}`);
  return new InspectError('no-such-image', `${expectation}, got ${listed(groups)}`);
}

function holdsNoImage(others: readonly OtherContent[]): InspectError {
  const found = [...new Set(others.map(({ description }) => description))];
  return new InspectError('not-an-image', `expected an image, got ${found.length === 0 ? 'an empty list of images' : shortList(found)}`);
}

function listed(groups: readonly ImageGroup[]): string {
  return shortList(groups.map(({ names, offers }) => names[0] ?? offers[0]?.digests[0] ?? 'one without a name'));
}

const maxListed = 20;

export function shortList(words: readonly string[]): string {
  const rest = words.length - maxListed;
  return words.slice(0, maxListed).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
