import type { InstalledPackage } from '../analyze/packages/installed-package.ts';
import type { RuntimeConfig } from '../model/image-config.ts';
import type { PlanWarning } from '../model/plan.ts';
import type { Diagnosis } from '../model/report.ts';
import { builderHints } from './base/base-catalogue.ts';
import { warning } from './need.ts';
import { secretWarnings } from './secret-lines.ts';
import type { Invocation, Scene } from './tracer.ts';

/** They run where somebody builds on the image, with tools that production has none of. */
function triggerWarnings({ onBuild = [] }: RuntimeConfig): readonly PlanWarning[] {
  if (onBuild.length === 0) return [];
  const text = `its ONBUILD instructions (${onBuild.length}) are left out, as they are for builds on it and not for production: build on the original where they are wanted`;
  return [warning('triggers-left-out', text)];
}

/** What is to be known of the image as a whole before its plan is trusted. */
export function imageWarnings(
  diagnosis: Diagnosis,
  { inventory, view }: Scene,
  packages: readonly InstalledPackage[],
  invocations: readonly Invocation[],
): readonly PlanWarning[] {
  const { status, unreadable, error } = inventory.outcome;
  return [
    ...secretWarnings(view.image.config),
    ...triggerWarnings(view.image.config.config),
    ...(status === 'ok'
      ? []
      : [
          warning(
            'packages-unread',
            `not all packages could be read (${error ?? unreadable[0]?.reason ?? ''}), so that files of theirs may count as data`,
          ),
        ]),
    ...(diagnosis.layers.length > 1 && diagnosis.layers.every(({ origin }) => origin.kind === 'unknown')
      ? [
          warning(
            'unknown-origin',
            "which layers came with the base image is not known: all that no package owns counts as the application's, unless its place says otherwise",
          ),
        ]
      : []),
    ...(packages.some(({ type }) => type === 'rpm')
      ? [
          warning(
            'package-database-left-out',
            'the database of rpm cannot be trimmed and is left out, so that scanners see no packages; keep it with --keep',
          ),
        ]
      : []),
    ...(packages.some(({ type }) => type === 'golang') ? [warning('builder-hint', builderHints.go)] : []),
    ...(invocations.some(({ argv }) => /(?:^|\/)java$/.test(argv[0]!)) ? [warning('builder-hint', builderHints.java)] : []),
  ];
}
