import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type * as Undici from 'undici';

const require = createRequire(import.meta.url);

/**
 * A part of undici by itself: all of it, with fetch, caches and mocks, takes longer to load than a second look takes otherwise. Nobody
 * promises where its parts are, so that package.json names one version of it.
 */
function part(path: string): unknown {
  return require(`undici/lib/${path}.js`);
}

const Dispatcher = part('dispatcher/dispatcher') as typeof Undici.Dispatcher;
// As undici's own index does, which nobody may have loaded.
Object.assign(Dispatcher.prototype, part('api/index'));

export const Agent = part('dispatcher/agent') as typeof Undici.Agent;
export const Pool = part('dispatcher/pool') as typeof Undici.Pool;

/** Only who has a proxy needs it. */
export function envHttpProxyAgent(): typeof Undici.EnvHttpProxyAgent {
  return part('dispatcher/env-http-proxy-agent') as typeof Undici.EnvHttpProxyAgent;
}

/**
 * The V8 of Node 20 optimizes the parser of HTTP, which is WebAssembly, for a single answer, and no process ends before that is done:
 * 0.1 s of a second look. This is what later ones have. Not before undici is loaded: under other flags than its own Node compiles anew
 * what it has compiled.
 */
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--wasm-tiering-budget=13000000');
