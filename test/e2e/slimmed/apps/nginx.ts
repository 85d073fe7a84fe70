import { type App, install } from '../app.ts';

const configuration = `load_module modules/ngx_http_echo_module.so;
events {}
http {
  include /etc/nginx/mime.types;
  server {
    listen 8000;
    root /srv/www;
    location /echo { echo "echoed $arg_text"; }
  }
}
`;

export const nginx: App = {
  name: 'nginx with a dynamic module',
  files: { 'nginx.conf': configuration, 'www/style.css': 'p {}\n' },
  dockerfile: [
    install('nginx', 'libnginx-mod-http-echo'),
    'COPY nginx.conf /etc/nginx/nginx.conf',
    'COPY www /srv/www',
    'EXPOSE 8000',
    'STOPSIGNAL SIGQUIT',
    'CMD ["nginx", "-g", "daemon off;"]',
  ],
  check: {
    port: 8000,
    probe: 'curl -sS "http://127.0.0.1:8000/echo?text=whale"; curl -sS -w "%{content_type}\\n" http://127.0.0.1:8000/style.css',
    expected: /^echoed whale\np \{\}\ntext\/css\n$/,
  },
};
