import { describe, expect, it } from 'vitest';
import { distinctNames, familiarName, matchingNames, tagOf } from '../../src/source/image-name.ts';

describe('familiarName', () => {
  it.each([
    ['docker.io/library/alpine:3.19', 'alpine:3.19'],
    ['index.docker.io/library/alpine', 'alpine:latest'],
    ['docker.io/team/app:1', 'team/app:1'],
    ['localhost:5000/app', 'localhost:5000/app:latest'],
    ['app@sha256:abc', 'app@sha256:abc'],
    ['mydocker.io/library/x:1', 'mydocker.io/library/x:1'],
  ])('of %s is %s', (name, familiar) => {
    expect(familiarName(name)).toBe(familiar);
  });
});

describe('tagOf', () => {
  it('does not take the port of a registry for a tag', () => {
    expect(['a:1', 'localhost:5000/a', 'localhost:5000/a:1', 'a', ''].map(tagOf)).toEqual(['1', null, '1', null, null]);
  });
});

describe('distinctNames', () => {
  it('leaves out what repeats a name in another form', () => {
    expect(distinctNames(['alpine:3', 'docker.io/library/alpine:3', '3', 'alpine:3', 'other:1'])).toEqual(['alpine:3', 'other:1']);
  });

  it('keeps tags that no whole name has', () => {
    expect(distinctNames(['v1', 'v2', 'app:v2'])).toEqual(['v1', 'app:v2']);
    expect(distinctNames([])).toEqual([]);
  });
});

describe('matchingNames', () => {
  const images = [{ names: ['app:1'] }, { names: ['docker.io/library/app:2', 'app'] }, { names: ['other:1'] }];

  it('prefers the name as it is written, then another form of it, then the tag', () => {
    expect(matchingNames(images, 'app')).toEqual([images[1]]);
    expect(matchingNames(images, 'app:latest')).toEqual([images[1]]);
    expect(matchingNames(images, 'app:2')).toEqual([images[1]]);
    expect(matchingNames(images, '1')).toEqual([images[0], images[2]]);
    expect(matchingNames(images, 'ap')).toEqual([]);
  });
});
