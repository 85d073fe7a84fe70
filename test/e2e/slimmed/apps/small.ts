import { existsSync } from 'node:fs';
import { type App, install } from '../app.ts';

export const busybox: App = {
  name: 'busybox',
  files: { 'index.html': 'small\n' },
  dockerfile: [install('busybox-static'), 'COPY index.html /www/', 'CMD ["busybox", "httpd", "-f", "-p", "8000", "-h", "/www"]'],
  check: { port: 8000, probe: 'curl -sS http://127.0.0.1:8000/', expected: /^small\n$/ },
  needs: ['shell'],
};

const start = `#!/bin/sh
echo "started by $(id -un) on $(cat /etc/alpine-release | cut -d. -f1)"
ls /srv | wc -l
exec nc -lk -p 8000 -e /bin/echo alpine
`;

/** Where the image `alpine` is: only on machines that have a root file system of it. */
export const alpine: App = {
  name: 'alpine and musl',
  base: 'alpine',
  files: { 'start.sh': start },
  dockerfile: ['COPY start.sh /srv/', 'RUN chmod 755 /srv/start.sh', 'CMD ["/srv/start.sh"]'],
  check: { port: 8000, probe: "bash -c 'cat < /dev/tcp/127.0.0.1/8000'", expected: /^alpine\n$/ },
  needs: ['shell'],
};

const main = `#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  void *named = dlopen("libnamed.so.1", RTLD_NOW);
  printf("%s\\n", named ? ((const char *(*)(void))dlsym(named, "name"))() : dlerror());
  DIR *directory = opendir("/opt/app/plugins");
  for (struct dirent *entry; directory && (entry = readdir(directory));) {
    char path[512];
    snprintf(path, sizeof path, "/opt/app/plugins/%s", entry->d_name);
    void *plugin = strstr(entry->d_name, ".so") ? dlopen(path, RTLD_NOW) : NULL;
    if (plugin) printf("%s\\n", ((const char *(*)(void))dlsym(plugin, "name"))());
  }
  return 0;
}
`;

export const plugins: App = {
  name: 'a program that loads plugins',
  files: {
    'main.c': main,
    'named.c': 'const char *name(void) { return "named"; }\n',
    'plugin.c': '#include <math.h>\nconst char *name(void) { volatile double x = 2; return sqrt(x) > 1 ? "plugin" : "none"; }\n',
  },
  dockerfile: [
    install('gcc', 'libc6-dev'),
    'COPY *.c /src/',
    'RUN mkdir -p /opt/app/plugins && cd /src && gcc -shared -fPIC -Wl,-soname,libnamed.so.1 -o /usr/local/lib/libnamed.so.1 named.c && gcc -shared -fPIC -o /opt/app/plugins/one.so plugin.c -lm && gcc -o /opt/app/main main.c && ldconfig',
    'CMD ["/opt/app/main"]',
  ],
  check: { port: null, probe: '', expected: /^named\nplugin\n$/ },
};

/** Of the corpus beside the project. */
export const alpineRoot = '../shared/corpus/alpinelinux+docker-alpine';

export const hasAlpine = existsSync(alpineRoot);
