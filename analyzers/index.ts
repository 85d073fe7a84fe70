import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { fileCapability } from './file-capability.ts';
import { rootUser } from './root-user.ts';
import { setuidFile } from './setuid-file.ts';
import { shell } from './shell.ts';

/** Every analyzer, each a line. */
export const analyzers: readonly DocumentedAnalyzer[] = [fileCapability, rootUser, setuidFile, shell];
