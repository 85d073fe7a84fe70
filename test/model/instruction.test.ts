import { describe, expect, it } from 'vitest';
import { formatInstruction } from '../../src/model/instruction.ts';

const cases: readonly (readonly [createdBy: string, instruction: string])[] = [
  // The classic builder.
  ['/bin/sh -c #(nop) ADD file:a79dd in / ', 'ADD file:a79dd in /'],
  ['/bin/sh -c #(nop)  CMD ["/hello"]', 'CMD ["/hello"]'],
  ['/bin/sh -c apt-get update && apt-get install -y curl', 'RUN apt-get update && apt-get install -y curl'],
  ['|1 A=b /bin/sh -c make', 'RUN make'],
  ['|2 A=b c d E=f /bin/sh -c make all', 'RUN make all'],
  ['|1 A=b ./configure --now', 'RUN ./configure --now'],
  ['|0 /bin/sh -c make', 'RUN make'],
  ['/bin/bash -o pipefail -c curl x | tar x', 'RUN curl x | tar x'],
  ['/bin/bash -euo pipefail -c true', 'RUN true'],
  ['/bin/sh -ec true', 'RUN true'],
  // BuildKit.
  ['RUN /bin/sh -c x # buildkit', 'RUN x'],
  ['RUN |1 A=b /bin/sh -c x y # buildkit', 'RUN x y'],
  ['RUN /app/setup --all # buildkit', 'RUN /app/setup --all'],
  ['COPY . . # buildkit', 'COPY . .'],
  ['WORKDIR /srv', 'WORKDIR /srv'],
  ['ENV A=b', 'ENV A=b'],
  ['CMD ["sh"]', 'CMD ["sh"]'],
  // Windows.
  ['cmd /S /C dir', 'RUN dir'],
  ['cmd /S /C #(nop)  USER ContainerUser', 'USER ContainerUser'],
  ["powershell -Command $ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; #(nop)  ENV A=b", 'ENV A=b'],
  ['powershell -NoLogo -Command Get-Item x', 'RUN Get-Item x'],
  // Others.
  ['', ''],
  ['bazel build ...', 'bazel build ...'],
  ['jib-core:null', 'jib-core:null'],
  ['RUN apk add x', 'RUN apk add x'],
];

describe('formatInstruction', () => {
  it.each(cases)('%j becomes %j', (createdBy, instruction) => {
    expect(formatInstruction(createdBy)).toBe(instruction);
  });

  it('makes one line of many', () => {
    expect(formatInstruction('RUN /bin/sh -c apt-get update \t\n   && rm -rf /x\r\n # buildkit')).toBe('RUN apt-get update && rm -rf /x');
  });

  it('does not let a command hide behind the mark of an instruction that runs nothing', () => {
    expect(formatInstruction('/bin/sh -c evil #(nop) COPY . .')).toBe('RUN evil #(nop) COPY . .');
    expect(formatInstruction('/bin/sh script.sh -c innocent')).toBe('/bin/sh script.sh -c innocent');
  });

  it('leaves control characters for the renderer to escape', () => {
    expect(formatInstruction('/bin/sh -c echo \u001b[31m')).toBe('RUN echo \u001b[31m');
  });

  it('stays quick on a hostile line', () => {
    const long = `|1 ${'/bin/sh '.repeat(200_000)}`;
    expect(formatInstruction(long).startsWith('RUN ')).toBe(true);
    expect(formatInstruction(' '.repeat(1_000_000))).toBe('');
  });
});
