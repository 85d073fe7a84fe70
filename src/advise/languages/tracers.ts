import type { FileTracer, ProgramTracer } from '../tracer.ts';
import { dotnetTracer } from './dotnet/dotnet-tracer.ts';
import { javaTracer } from './java/java-tracer.ts';
import { goTracer } from './native/go-tracer.ts';
import { nodeTracer } from './node/node-tracer.ts';
import { perlTracer } from './perl/perl-tracer.ts';
import { phpTracer } from './php/php-tracer.ts';
import { pythonTracer } from './python/python-tracer.ts';
import { rubyTracer } from './ruby/ruby-tracer.ts';
import { unknownRuntimeTracer } from './unknown-runtime.ts';

/** Language runtimes, for the advisor's engine. */
export const languageTracers: { readonly programs: readonly ProgramTracer[]; readonly files: readonly FileTracer[] } = {
  programs: [dotnetTracer, javaTracer, nodeTracer, perlTracer, phpTracer, pythonTracer, rubyTracer, unknownRuntimeTracer],
  files: [goTracer],
};
