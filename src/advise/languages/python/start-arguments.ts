import { posix } from 'node:path';
import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation } from '../../tracer.ts';
import type { ImageDisk } from '../image-disk.ts';
import { isSystemDirectory } from '../keep-application.ts';
import type { PythonCommand } from './python-command.ts';

export type StartArguments = {
  /** Dotted names that may be modules: `shop.wsgi` of `shop.wsgi:application`. */
  readonly modules: readonly string[];
  /** Python source files that are named. */
  readonly files: readonly string[];
  /** Directories that are named: where servers are told to look. */
  readonly directories: readonly string[];
  /** Words such as `shop.wsgi:application`, which can be nothing but a module and what is in it. */
  readonly applications: readonly string[];
};

const variables = [
  'FLASK_APP',
  'DJANGO_SETTINGS_MODULE',
  'CELERY_APP',
  'CELERY_CONFIG_MODULE',
  'GUNICORN_CMD_ARGS',
  'UVICORN_APP',
  'APP_MODULE',
];
/** What servers look for in the working directory when nothing is said. */
const conventional = ['wsgi.py', 'app.py', 'asgi.py', 'gunicorn.conf.py', 'uvicorn.py', 'celeryconfig.py', 'settings.py'];
const dottedName = /^[A-Za-z_][\w.]*$/;
const application = /^([A-Za-z_][\w.]*):[A-Za-z_][\w.]*(?:\(.*\))?$/;

/** What the arguments of a program and the variables that servers read may name. */
export function startArguments(command: PythonCommand, { env, workingDir }: Invocation, disk: ImageDisk): StartArguments {
  const values = variables.flatMap((name) => (environmentValue(env, name) ?? '').split(/\s+/));
  const words = [...command.args, ...values].flatMap((word) => wordsOf(word)).filter((word) => word !== '');
  const paths = words.map((word) => posix.resolve('/', workingDir, word));
  const beside = isSystemDirectory(workingDir) ? [] : conventional.map((name) => posix.join(workingDir, name));
  return {
    modules: words.flatMap((word) => application.exec(word)?.[1] ?? (dottedName.test(word) ? word : [])),
    files: [...paths.filter((path) => path.endsWith('.py')), ...beside].filter((path) => disk.isFile(path)),
    directories: paths.filter((path) => !isSystemDirectory(path) && disk.isDirectory(path)),
    applications: words.flatMap((word) => application.exec(word)?.[1] ?? []),
  };
}

/** `--app=shop` names `shop`, `python:shop.conf` of gunicorn a module. */
function wordsOf(word: string): readonly string[] {
  const value = word.startsWith('-') ? (/^-[^=]*=(.*)$/s.exec(word)?.[1] ?? '') : word;
  return [value.replace(/^(?:python|file):/, '')];
}
