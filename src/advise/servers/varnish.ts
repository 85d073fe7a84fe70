import { keepOwner } from './keep-owner.ts';
import { optionValue, type Server } from './server.ts';

/** https://varnish-cache.org/docs/trunk/reference/varnishd.html: it compiles its configuration as C when it starts. */
export const varnish: Server = {
  id: 'varnish',
  names: /^varnishd$/,
  trace: (found) => {
    const file = optionValue(found.invocation.argv, '-f');
    found.keep('configuration of', [...(file === null ? [] : [found.absolute(file, '/etc/varnish')]), '/etc/varnish/secret']);
    found.keepTree('configuration of', ['/etc/varnish', '/usr/share/varnish/vcl']);
    found.keepTree('loaded by', found.matches('/usr/lib/*/varnish', '/usr/lib/varnish', '/usr/include/varnish'));
    found.keep('written to by', ['/var/lib/varnish']);
    found.write('/var/lib/varnish');
    found.start(['/bin/sh', '-c', 'exec gcc -o x x.c']);
    for (const path of found.matches(
      '/usr/bin/gcc',
      '/usr/bin/as',
      '/usr/bin/ld',
      '/usr/bin/cpp',
      '/usr/lib/gcc/*/*/cc1',
      '/usr/lib/gcc/*/*/libgcc.a',
      '/usr/include/stdio.h',
      '/usr/include/linux/limits.h',
      '/usr/lib/*/crt1.o',
    )) {
      keepOwner(found, path, 'what compiles its configuration for');
    }
    found.warn(
      'varnish-compiler',
      'it compiles its configuration when it starts: a C compiler is kept, which a production image should not need',
    );
  },
};
