import { argumentTracer } from './argument-tracer.ts';
import { busyboxTracer } from './busybox-tracer.ts';
import { createConventionTracer } from './conventions/convention-tracer.ts';
import { createElfTracers } from './elf/elf-tracers.ts';
import type { ReadStrings } from './elf/read-strings.ts';
import { languageTracers } from './languages/tracers.ts';
import { serverTracers } from './servers/tracers.ts';
import { shellTracers } from './shell/tracers.ts';
import type { Tracers } from './trace-closure.ts';
import { wrapperTracer } from './wrapper-tracer.ts';

/** All that know what something needs, made anew for each plan as some of them remember what they saw. */
export function createTracers(readStrings: ReadStrings): Tracers {
  const elf = createElfTracers(readStrings);
  return {
    programs: [
      elf.program,
      wrapperTracer,
      busyboxTracer,
      ...shellTracers.programs,
      ...languageTracers.programs,
      ...serverTracers.programs,
      argumentTracer,
    ],
    files: [...elf.files, createConventionTracer(readStrings), ...shellTracers.files, ...languageTracers.files, ...serverTracers.files],
  };
}
