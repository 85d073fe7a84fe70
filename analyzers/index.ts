import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { addRemote } from './add-remote.ts';
import { aptUpgrade } from './apt-upgrade.ts';
import { bakedConfiguration } from './baked-configuration.ts';
import { buildLeftover } from './build-leftover.ts';
import { bytecode } from './bytecode.ts';
import { compiler } from './compiler.ts';
import { debugSymbols } from './debug-symbols.ts';
import { debuggerAnalyzer } from './debugger.ts';
import { devDependency } from './dev-dependency.ts';
import { documentation } from './documentation.ts';
import { duplicateContent } from './duplicate-content.ts';
import { fatBase } from './fat-base.ts';
import { fileCapability } from './file-capability.ts';
import { ignoredFile } from './ignored-file.ts';
import { largeFile } from './large-file.ts';
import { latestTag } from './latest-tag.ts';
import { logOrTemp } from './log-or-temp.ts';
import { lowPort } from './low-port.ts';
import { missingLabels } from './missing-labels.ts';
import { mixedPlatform } from './mixed-platform.ts';
import { networkTool } from './network-tool.ts';
import { noHealthcheck } from './no-healthcheck.ts';
import { packageCache } from './package-cache.ts';
import { packageManager } from './package-manager.ts';
import { privilegeTool } from './privilege-tool.ts';
import { rootUser } from './root-user.ts';
import { secret } from './secret.ts';
import { setuidFile } from './setuid-file.ts';
import { shell } from './shell.ts';
import { shellFormEntrypoint } from './shell-form-entrypoint.ts';
import { sudoInBuild } from './sudo-in-build.ts';
import { systemPathVolume } from './system-path-volume.ts';
import { unpinnedBase } from './unpinned-base.ts';
import { unsafeSearchPath } from './unsafe-search-path.ts';
import { unsupportedDistribution } from './unsupported-distribution.ts';
import { vcsMetadata } from './vcs-metadata.ts';
import { weakAccount } from './weak-account.ts';
import { worldWritable } from './world-writable.ts';

/** Every analyzer, each a line. */
export const analyzers: readonly DocumentedAnalyzer[] = [
  addRemote,
  aptUpgrade,
  bakedConfiguration,
  buildLeftover,
  bytecode,
  compiler,
  debugSymbols,
  debuggerAnalyzer,
  devDependency,
  documentation,
  duplicateContent,
  fatBase,
  fileCapability,
  ignoredFile,
  largeFile,
  latestTag,
  logOrTemp,
  lowPort,
  missingLabels,
  mixedPlatform,
  networkTool,
  noHealthcheck,
  packageCache,
  packageManager,
  privilegeTool,
  rootUser,
  secret,
  setuidFile,
  shellFormEntrypoint,
  shell,
  sudoInBuild,
  systemPathVolume,
  unpinnedBase,
  unsafeSearchPath,
  unsupportedDistribution,
  vcsMetadata,
  weakAccount,
  worldWritable,
];

/** Each by its name too, for whoever wants only some of them. */
export {
  addRemote,
  aptUpgrade,
  bakedConfiguration,
  buildLeftover,
  bytecode,
  compiler,
  debuggerAnalyzer,
  debugSymbols,
  devDependency,
  documentation,
  duplicateContent,
  fatBase,
  fileCapability,
  ignoredFile,
  largeFile,
  latestTag,
  logOrTemp,
  lowPort,
  missingLabels,
  mixedPlatform,
  networkTool,
  noHealthcheck,
  packageCache,
  packageManager,
  privilegeTool,
  rootUser,
  secret,
  setuidFile,
  shell,
  shellFormEntrypoint,
  sudoInBuild,
  systemPathVolume,
  unpinnedBase,
  unsafeSearchPath,
  unsupportedDistribution,
  vcsMetadata,
  weakAccount,
  worldWritable,
};
