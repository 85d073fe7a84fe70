/** What a colour stands for. None is the only sign of what it means. */
export const tones = [
  'plain',
  'faint',
  'heading',
  'accent',
  'border',
  'focus',
  'added',
  'modified',
  'removed',
  'waste',
  'good',
  'bad',
  'directory',
  'link',
  'special',
  'key',
  'title',
  'comment',
  'string',
  'keyword',
  'number',
  'match',
] as const;

export type Tone = (typeof tones)[number];
