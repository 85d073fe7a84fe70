import { posix } from 'node:path';
import { type Directive, parseIni } from './directive.ts';
import { optionValue, type Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';
import { walkConfiguration } from './walk-configuration.ts';

const trees = ['chdir', 'home', 'virtualenv', 'venv', 'pythonpath', 'pp', 'static-map', 'check-static'];
const writes = ['socket', 'http-socket', 'pidfile', 'daemonize', 'logto', 'touch-reload', 'stats', 'uwsgi-socket'];

/** https://uwsgi-docs.readthedocs.io/en/latest/Options.html */
export const uwsgi: Server = {
  id: 'uwsgi',
  names: /^uwsgi(?:-core|_python3?\d*)?$/,
  trace: async (found) => {
    const { argv } = found.invocation;
    const files = [optionValue(argv, '--ini', '-i'), ...argv.slice(1).filter((word) => /\.ini$/.test(word))];
    const named = [...new Set(files.filter((file) => file !== null).map((file) => found.absolute(file)))].filter((file) =>
      found.isFile(file),
    );
    const includes = ({ name, args }: Directive): readonly string[] => (name === 'ini' || name === 'include' ? args : []);
    const directives = await walkConfiguration(found, named, {
      parse: parseIni,
      includes,
      trees,
      writes,
      base: found.invocation.workingDir,
    });
    const values = (...names: readonly string[]): readonly string[] => [
      ...directives.filter(({ name }) => names.includes(name)).map(({ args }) => args.join(' ')),
      ...names.flatMap((name) => optionValue(argv, `--${name}`) ?? []),
    ];
    keepPlugins(
      found,
      values('plugin', 'plugins', 'plugins-dir').flatMap((value) => value.split(',')),
    );
    startPython(found, values('module', 'wsgi', 'w', 'mount'), values('wsgi-file', 'file'), values('chdir').at(-1));
  },
};

function keepPlugins(found: ServerTrace, names: readonly string[]): void {
  for (const place of ['/usr/lib/uwsgi/plugins', '/usr/lib/uwsgi', '/usr/local/lib/uwsgi']) {
    const wanted = names.length === 0 ? [`${place}/*_plugin.so`] : names.map((name) => `${place}/${name.trim()}_plugin.so`);
    found.keep('loaded by', found.matches(...wanted));
  }
}

/** What is imported is what an interpreter with the same module would import. */
function startPython(found: ServerTrace, modules: readonly string[], files: readonly string[], directory: string | undefined): void {
  const workingDir = found.absolute(directory ?? '.');
  if (modules.length + files.length > 0 && found.first('/usr/bin/python3', '/usr/local/bin/python3') === null) {
    found.warn('uwsgi-without-python', 'there is no python3 to tell what its application imports: keep that with --keep');
  }
  for (const module of modules) found.start(['python3', '-m', module.replace(/:.*$/, '')], { workingDir, confidence: 'guessed' });
  for (const file of files) found.start(['python3', posix.resolve(workingDir, file)], { workingDir, confidence: 'guessed' });
}
