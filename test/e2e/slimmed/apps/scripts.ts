import { type App, install } from '../app.ts';

const entrypoint = `#!/bin/sh
set -eu
: "\${GREETING:=hello}"
read_file() {
  curl -sS "file://$1"
}
for name in whale squid; do
  read_file "/srv/$name.json" | jq -r --arg greeting "$GREETING" '"\\($greeting) \\(.name)"'
done
if command -v missing-program >/dev/null 2>&1; then
  missing-program
fi
cat <<TEXT | sed -e 's/x/y/' | sort -r
ax
bx
$(basename /srv/whale.json .json)
TEXT
exec "$@"
`;

export const shellScript: App = {
  name: 'sh entrypoint, jq and curl',
  files: { 'entrypoint.sh': entrypoint, 'whale.json': '{"name": "whale"}', 'squid.json': '{"name": "squid"}' },
  dockerfile: [
    install('jq', 'curl'),
    'COPY *.json /srv/',
    'COPY entrypoint.sh /',
    'RUN chmod 755 /entrypoint.sh',
    'ENTRYPOINT ["/entrypoint.sh"]',
    'CMD ["date", "-u", "-d", "@0", "+%Y"]',
  ],
  check: { port: null, probe: '', expected: /^hello whale\nhello squid\nwhale\nby\nay\n1970\n$/ },
  needs: ['shell'],
};

const perl = `use strict;
use warnings;
use JSON::XS;
use POSIX qw(strftime);
use Encode;
use Digest::SHA qw(sha256_hex);
print JSON::XS->new->canonical->encode({ year => strftime('%Y', gmtime(0)), hash => substr(sha256_hex('a'), 0, 8) }), "\\n";
print length(encode('shiftjis', "\\x{65e5}\\x{672c}")), "\\n";
require Data::Dumper;
print Data::Dumper->new([1])->Terse(1)->Dump;
`;

export const perlScript: App = {
  name: 'perl',
  files: { 'main.pl': perl },
  dockerfile: [install('perl', 'libjson-xs-perl'), 'COPY main.pl /srv/', 'CMD ["perl", "/srv/main.pl"]'],
  check: { port: null, probe: '', expected: /"hash":"ca978112".*\n4\n1\n$/s },
};

const ruby = `require 'webrick'
require 'json'
require 'openssl'
server = WEBrick::HTTPServer.new(Port: 8000, AccessLog: [])
server.mount_proc('/') do |request, response|
  response.body = JSON.generate(path: request.path, hash: OpenSSL::Digest::SHA256.hexdigest('a')[0, 8]) + "\\n"
end
trap('TERM') { server.shutdown }
server.start
`;

export const rubyServer: App = {
  name: 'ruby',
  files: { 'server.rb': ruby },
  dockerfile: [install('ruby', 'ruby-webrick'), 'COPY server.rb /srv/', 'CMD ["ruby", "/srv/server.rb"]'],
  check: { port: 8000, probe: 'curl -sS http://127.0.0.1:8000/a', expected: /^\{"path":"\/a","hash":"ca978112"\}\n$/ },
};

const php = `<?php
echo mb_strtoupper('wal', 'UTF-8'), ' ', json_encode(['a' => 1]), ' ', (new DateTime('@0'))->setTimezone(new DateTimeZone('Asia/Tokyo'))->format('H:i'), ' ';
echo simplexml_load_string('<a><b>x</b></a>')->b, "\\n";
`;

export const phpServer: App = {
  name: 'php',
  files: { 'index.php': php },
  dockerfile: [
    install('php-cli', 'php-mbstring', 'php-xml'),
    'COPY index.php /srv/www/',
    'CMD ["php", "-S", "0.0.0.0:8000", "-t", "/srv/www"]',
  ],
  check: { port: 8000, probe: 'curl -sS http://127.0.0.1:8000/', expected: /^WAL \{"a":1\} 09:00 x\n$/ },
};
