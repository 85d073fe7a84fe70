import type { Node } from '../../filesystem/image-tree.ts';
import { namedByVariable, readVariables } from '../../program/file-variables.ts';
import { namedPathTrace } from '../named-path.ts';
import { emptyTrace } from '../need.ts';
import type { Scene, Trace } from '../tracer.ts';

/** Files, programs and directories that variables of the image name, whoever looks at those. */
export function namedByVariables(env: readonly string[], scene: Scene, isKept: (node: Node) => boolean): Trace {
  const traces = env.flatMap((line) => {
    const { name, paths } = namedByVariable(line);
    if (readVariables.includes(name)) return [];
    return paths.map((path) => namedPathTrace(path, { name, reason: `named by ${name}`, from: null }, scene, isKept));
  });
  return {
    ...emptyTrace,
    needs: traces.flatMap(({ needs }) => needs),
    invocations: traces.flatMap(({ invocations }) => invocations),
    warnings: traces.flatMap(({ warnings }) => warnings),
  };
}
