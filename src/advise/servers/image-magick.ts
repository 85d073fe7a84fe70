import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import type { FileTracer } from '../tracer.ts';
import { ServerTrace } from './server-trace.ts';

/** Programs for formats that it cannot read itself. https://imagemagick.org/script/resources.php */
export const imageMagick: FileTracer = {
  id: 'image-magick',
  traceFile: (node, scene) => {
    const { tree } = scene.view;
    if (!/^libMagickCore-/.test(tree.name(node))) return null;
    const { config } = scene.view.image.config;
    const invocation = { argv: [], env: config.env, workingDir: '/', from: null, reason: '', confidence: 'likely' as const };
    return traceMagick(new ServerTrace(scene, invocation, tree.path(node)));
  },
};

async function traceMagick(found: ServerTrace): Promise<ServerTrace['trace']> {
  const libraries = ['/usr/lib/*/ImageMagick-*', '/usr/lib/ImageMagick-*', '/usr/lib64/ImageMagick-*', '/usr/local/lib/ImageMagick-*'];
  const tables = ['/etc/ImageMagick-*', '/usr/share/ImageMagick-*', '/usr/local/etc/ImageMagick-*', '/usr/local/share/ImageMagick-*'];
  found.keepTree('coders and filters of', found.matches(...libraries));
  found.keepTree('tables of', found.matches(...tables));
  for (const path of found.matches('/etc/ImageMagick-*/delegates.xml')) await startDelegates(found, path);
  return found.trace;
}

/** Only those that are there: most are not, and their formats are refused with or without us. */
async function startDelegates(found: ServerTrace, file: string): Promise<void> {
  const names = new Set([...((await found.text(file)) ?? '').matchAll(/command="(?:&quot;)?([\w./+-]{1,64})/g)].map(([, name]) => name!));
  const place = { directories: searchPath(found.invocation.env), workingDirectory: '/' };
  const { tree } = found.scene.view;
  for (const name of names) {
    const program = locateProgram(tree, name, place);
    // What opens a window, mails or prints is for a person at a screen.
    if (program !== null && !/^(?:xdg-open|sensible-browser|mailx?|lpr?|gimp|mv|rm|cp|cat|sh)$/.test(name))
      found.start([name], { from: file, confidence: 'guessed' });
  }
}
