import { type App, install } from '../app.ts';

const supervisor = `[supervisord]
nodaemon=true
logfile=/dev/null
logfile_maxbytes=0
pidfile=/tmp/supervisord.pid

[program:one]
command=busybox httpd -f -p 8000 -h /srv/www
stdout_logfile=/dev/null

[program:two]
command=/usr/local/bin/two.sh
stdout_logfile=/dev/null
`;

export const supervisord: App = {
  name: 'supervisord',
  files: { 'supervisord.conf': supervisor, 'two.sh': '#!/bin/sh\nexec busybox nc -ll -p 8001 -e /bin/cat\n', 'www/index.html': 'one\n' },
  dockerfile: [
    install('supervisor', 'busybox'),
    'COPY supervisord.conf /etc/supervisor/own.conf',
    'COPY www /srv/www',
    'COPY two.sh /usr/local/bin/',
    'RUN chmod 755 /usr/local/bin/two.sh',
    'CMD ["supervisord", "-c", "/etc/supervisor/own.conf"]',
  ],
  check: {
    port: 8001,
    probe: "sleep 1; curl -sS http://127.0.0.1:8000/; bash -c 'exec 3<>/dev/tcp/127.0.0.1/8001; echo two >&3; head -n 1 <&3'",
    expected: /^one\ntwo\n$/,
  },
  needs: ['shell'],
};

export const apache: App = {
  name: 'apache',
  files: {
    'index.html': 'page\n',
    'own.conf': 'Listen 8000\nServerName localhost\n<Location /status>\n  SetHandler server-status\n</Location>\n',
  },
  dockerfile: [
    install('apache2'),
    'COPY index.html /var/www/html/',
    'COPY own.conf /etc/apache2/conf-enabled/',
    'RUN a2enmod headers rewrite status && sed -i "s/:80>/:8000>/" /etc/apache2/sites-enabled/000-default.conf && echo > /etc/apache2/ports.conf',
    'CMD ["apachectl", "-D", "FOREGROUND"]',
  ],
  check: {
    port: 8000,
    probe: 'curl -sS -w "%{content_type}\\n" http://127.0.0.1:8000/; curl -sS http://127.0.0.1:8000/status?auto | grep -c BusyWorkers',
    expected: /^page\ntext\/html\n1\n$/,
  },
  needs: ['shell'],
};

const haproxyConfiguration = `defaults
  mode http
  timeout client 5s
  timeout server 5s
  timeout connect 5s
frontend web
  bind :8000
  http-request return status 200 content-type text/plain string "proxied\\n" if { path /ok }
  http-request deny
`;

export const haproxy: App = {
  name: 'haproxy under tini and gosu',
  files: { 'haproxy.cfg': haproxyConfiguration },
  dockerfile: [
    install('haproxy', 'tini', 'gosu'),
    'COPY haproxy.cfg /etc/own.cfg',
    'ENTRYPOINT ["tini", "--", "gosu", "haproxy"]',
    'CMD ["haproxy", "-f", "/etc/own.cfg", "-db"]',
  ],
  check: {
    port: 8000,
    probe: 'curl -sS http://127.0.0.1:8000/ok; curl -sS -o /dev/null -w "%{http_code}\\n" http://127.0.0.1:8000/',
    expected: /^proxied\n403\n$/,
  },
};

export const gitBackend: App = {
  name: 'git http-backend',
  files: {},
  dockerfile: [
    install('git'),
    'RUN git init -q --bare /srv/repo.git && git clone -q /srv/repo.git /tmp/w && cd /tmp/w && echo a > a && git add a && GIT_AUTHOR_DATE="@0 +0000" GIT_COMMITTER_DATE="@0 +0000" git -c user.name=a -c user.email=a@example.com commit -q -m a && git push -q',
    // Without which git refuses it to everybody but its owner.
    'RUN git config --system --add safe.directory "*"',
    'ENV GIT_PROJECT_ROOT=/srv GIT_HTTP_EXPORT_ALL=1 REQUEST_METHOD=GET PATH_INFO=/repo.git/info/refs QUERY_STRING=service=git-upload-pack',
    'CMD ["git", "http-backend"]',
  ],
  check: { port: null, probe: '', expected: /Content-Type: application\/x-git-upload-pack-advertisement[\s\S]*refs\/heads\/master/ },
};

export const imageMagick: App = {
  name: 'imagemagick',
  files: {},
  dockerfile: [install('imagemagick'), 'CMD ["convert", "-size", "4x2", "gradient:red-blue", "-quality", "100", "webp:-"]'],
  check: { port: null, probe: '', expected: /^RIFF[\s\S]*WEBP/ },
};
