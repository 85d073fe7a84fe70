import { describe, expect, it } from 'vitest';
import { perlTracer } from '../../../../src/advise/languages/perl/perl-tracer.ts';
import { type Files, keptFiles, program, traced, warned } from '../scene-of.ts';

const perl: Files = {
  '/usr/bin/perl': program(),
  '/usr/share/perl/5.36/strict.pm': 'package strict;',
  '/usr/share/perl/5.36/Shop.pm':
    'package Shop; use parent qw(Shop::Base);\n=pod\n\nuse Unused;\n\n=cut\n"Shop::Driver::$name";\n1;\n__END__\nuse Unused;',
  '/usr/share/perl/5.36/Shop/Base.pm': '1;',
  '/usr/share/perl/5.36/Shop/Driver/Disk.pm': '1;',
  '/usr/share/perl/5.36/Unused.pm': '1;',
  '/usr/lib/x86_64-linux-gnu/perl/5.36/Fast.pm': 'XSLoader::load();',
  '/usr/lib/x86_64-linux-gnu/perl/5.36/auto/Fast/Fast.so': 'x',
  '/usr/lib/x86_64-linux-gnu/perl/5.36/auto/Slow/Slow.so': 'x',
};

async function kept(files: Files, argv: readonly string[], changes: Parameters<typeof traced>[3] = {}) {
  const all = { ...perl, ...files };
  const trace = await traced(perlTracer, all, argv, changes);
  return { files: await keptFiles(trace, all), warnings: warned(trace) };
}

describe('a Perl program', () => {
  it('keeps the modules that it uses with their compiled parts, and those below a name that it builds', async () => {
    const { files, warnings } = await kept({ '/app/main.pl': 'use strict;\nuse Shop;\nrequire Fast;\n# use Unused;' }, [
      'perl',
      '-w',
      'main.pl',
    ]);
    expect(files).toEqual([
      '/app/main.pl',
      '/usr/lib/x86_64-linux-gnu/perl/5.36/Fast.pm',
      '/usr/lib/x86_64-linux-gnu/perl/5.36/auto/Fast/Fast.so',
      '/usr/share/perl/5.36/Shop.pm',
      '/usr/share/perl/5.36/Shop/Base.pm',
      '/usr/share/perl/5.36/Shop/Driver/Disk.pm',
      '/usr/share/perl/5.36/strict.pm',
    ]);
    expect(warnings).toEqual([]);
  });

  it('looks beside the script where it is told so', async () => {
    const files = { '/app/main.pl': 'use lib "$Bin/lib";\nuse My::Thing;', '/app/lib/My/Thing.pm': 'use Fast;' };
    expect((await kept(files, ['perl', 'main.pl'])).files).toContain('/usr/lib/x86_64-linux-gnu/perl/5.36/Fast.pm');
  });

  it('keeps all modules where only running tells, and says where', async () => {
    const { files, warnings } = await kept({ '/app/main.pl': 'my $m = shift;\nrequire $m;' }, ['perl', 'main.pl']);
    expect(files).toContain('/usr/share/perl/5.36/Unused.pm');
    expect(warnings).toEqual(['perl-computed-require /app/main.pl:2']);
  });

  it('follows what the command line has', async () => {
    const { files, warnings } = await kept({}, ['perl', '-MFast', '-e', 'use Shop::Base']);
    expect(files).toEqual(expect.arrayContaining(['/usr/lib/x86_64-linux-gnu/perl/5.36/Fast.pm', '/usr/share/perl/5.36/Shop/Base.pm']));
    expect(warnings).toEqual([]);
  });

  it('says that its script is not there', async () => {
    expect((await kept({}, ['perl', 'main.pl'])).warnings).toEqual(['perl-script-missing -']);
  });

  it('is nobody who has a similar name', async () => {
    expect(await traced(perlTracer, { '/usr/bin/perldoc': program() }, ['perldoc'])).toBeNull();
  });
});
