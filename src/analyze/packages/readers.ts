import { apkReader } from './apk.ts';
import { cargoReader } from './cargo.ts';
import { composerReader } from './composer.ts';
import { debReader } from './deb.ts';
import { gemReader } from './gem.ts';
import { golangReader } from './golang.ts';
import { mavenReader } from './maven.ts';
import { npmReader } from './npm.ts';
import { nugetReader } from './nuget.ts';
import type { PackageReader } from './package-reader.ts';
import { pypiReader } from './pypi.ts';
import { rpmReader } from './rpm.ts';

/** Every package manager, each a line. */
export const packageReaders: readonly PackageReader[] = [
  apkReader,
  cargoReader,
  composerReader,
  debReader,
  gemReader,
  golangReader,
  mavenReader,
  npmReader,
  nugetReader,
  pypiReader,
  rpmReader,
];
