import { InspectError } from '../../model/errors.ts';

const maxLength = 4_096;

/** Whether an engine could have an image by that name: a name with or without a tag, a digest after `@`, an id or its start. */
export function isEngineName(text: string): boolean {
  if (text.length > maxLength || !/^[\w[](?:[\w.:@/[\]+-]*\w)?$/.test(text)) return false;
  // The name becomes a part of a path of the API.
  return text.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Path of an image in the API. @throws InspectError `usage` */
export function imagePath(name: string): string {
  if (isEngineName(name)) return `/images/${name.split('/').map(encodePart).join('/')}`;
  throw new InspectError('usage', `expected the name or id of an image, got ${JSON.stringify(name.slice(0, 80))}`);
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll('%3A', ':').replaceAll('%40', '@');
}
