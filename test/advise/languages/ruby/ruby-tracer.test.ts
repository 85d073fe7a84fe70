import { describe, expect, it } from 'vitest';
import { rubyTracer } from '../../../../src/advise/languages/ruby/ruby-tracer.ts';
import { type Files, keptFiles, program, traced, warned } from '../scene-of.ts';

const home = '/usr/local/lib/ruby/gems/3.1.0';

const ruby: Files = {
  '/usr/local/bin/ruby': program(),
  '/usr/local/lib/ruby/3.1.0/rubygems.rb': 'require "rbconfig"',
  '/usr/local/lib/ruby/3.1.0/json.rb': "require_relative 'json/common'",
  '/usr/local/lib/ruby/3.1.0/json/common.rb': '# require "unused"',
  '/usr/local/lib/ruby/3.1.0/unused.rb': '',
  '/usr/local/lib/ruby/3.1.0/x86_64-linux/rbconfig.rb': '',
  '/usr/local/lib/ruby/3.1.0/x86_64-linux/enc/encdb.so': 'x',
  [`${home}/specifications/shop-1.0.gemspec`]: '# stub: shop 1.0 ruby lib\ns.add_runtime_dependency(%q<basket>.freeze, ["> 0"])',
  [`${home}/specifications/basket-2.0.gemspec`]: '# stub: basket 2.0 ruby lib\n',
  [`${home}/specifications/other-2.0.gemspec`]: '# stub: other 2.0 ruby lib\n',
  [`${home}/gems/shop-1.0/lib/shop.rb`]: '',
  [`${home}/gems/shop-1.0/lib/data.yml`]: 'x',
  [`${home}/gems/shop-1.0/spec/shop_spec.rb`]: '',
  [`${home}/gems/basket-2.0/lib/basket.rb`]: '',
  [`${home}/gems/other-2.0/lib/other.rb`]: '',
  [`${home}/extensions/x86_64-linux/3.1.0/shop-1.0/shop/native.so`]: 'x',
};

async function kept(files: Files, argv: readonly string[], changes: Parameters<typeof traced>[3] = {}) {
  const all = { ...ruby, ...files };
  const trace = await traced(rubyTracer, all, argv, changes);
  return { files: await keptFiles(trace, all), warnings: warned(trace) };
}

describe('a Ruby program', () => {
  it('keeps what it requires of the library, and gems whole with what they depend on', async () => {
    const { files, warnings } = await kept({ '/app/main.rb': "require 'json'\nrequire 'shop'" }, ['ruby', 'main.rb']);
    expect(files).toEqual([
      '/app/main.rb',
      '/usr/local/lib/ruby/3.1.0/json.rb',
      '/usr/local/lib/ruby/3.1.0/json/common.rb',
      '/usr/local/lib/ruby/3.1.0/rubygems.rb',
      '/usr/local/lib/ruby/3.1.0/x86_64-linux/enc/encdb.so',
      '/usr/local/lib/ruby/3.1.0/x86_64-linux/rbconfig.rb',
      `${home}/extensions/x86_64-linux/3.1.0/shop-1.0/shop/native.so`,
      `${home}/gems/basket-2.0/lib/basket.rb`,
      `${home}/gems/shop-1.0/lib/data.yml`,
      `${home}/gems/shop-1.0/lib/shop.rb`,
      `${home}/specifications/basket-2.0.gemspec`,
      `${home}/specifications/shop-1.0.gemspec`,
    ]);
    expect(warnings).toEqual([`ruby-gems-left-out ${home}/specifications`]);
  });

  it('keeps the gems of its lock', async () => {
    const files = { '/app/main.rb': '', '/app/Gemfile.lock': 'GEM\n  specs:\n    other (2.0)\n      rake\n' };
    expect((await kept(files, ['ruby', 'main.rb'])).files).toContain(`${home}/gems/other-2.0/lib/other.rb`);
  });

  it('keeps all gems where only running tells, and says where', async () => {
    const { files, warnings } = await kept({ '/app/main.rb': '\nrequire name' }, ['ruby', 'main.rb']);
    expect(files).toContain(`${home}/gems/other-2.0/lib/other.rb`);
    expect(warnings).toEqual(['ruby-computed-require /app/main.rb:2']);
  });

  it('says that its script is not there', async () => {
    expect((await kept({}, ['ruby', 'main.rb'])).warnings).toEqual(['ruby-script-missing -']);
  });

  it('is nobody who has a similar name', async () => {
    expect(await traced(rubyTracer, { '/usr/bin/rubygems': program() }, ['rubygems'])).toBeNull();
  });
});
