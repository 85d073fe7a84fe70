import type { App } from './app.ts';
import { cpp } from './apps/cpp.ts';
import { postgres, redis } from './apps/databases.ts';
import { goCgo, goStatic } from './apps/go.ts';
import { java } from './apps/java.ts';
import { nginx } from './apps/nginx.ts';
import { nodeExpress, npmStart } from './apps/node.ts';
import { pythonFlask, pythonVenv } from './apps/python.ts';
import { rust } from './apps/rust.ts';
import { perlScript, phpServer, rubyServer, shellScript } from './apps/scripts.ts';
import { apache, gitBackend, haproxy, imageMagick, supervisord } from './apps/servers.ts';
import { alpine, busybox, hasAlpine, plugins } from './apps/small.ts';

export const apps: readonly App[] = [
  goStatic,
  goCgo,
  rust,
  cpp,
  nodeExpress,
  npmStart,
  pythonFlask,
  pythonVenv,
  java,
  nginx,
  redis,
  postgres,
  shellScript,
  phpServer,
  rubyServer,
  perlScript,
  imageMagick,
  supervisord,
  gitBackend,
  busybox,
  ...(hasAlpine ? [alpine] : []),
  apache,
  haproxy,
  plugins,
];
