import { apkReader } from './apk.ts';
import { debReader } from './deb.ts';
import { golangReader } from './golang.ts';
import { npmReader } from './npm.ts';
import type { PackageReader } from './package-reader.ts';
import { pypiReader } from './pypi.ts';
import { rpmReader } from './rpm.ts';

/** Every package manager, each a line. */
export const packageReaders: readonly PackageReader[] = [apkReader, debReader, golangReader, npmReader, pypiReader, rpmReader];
