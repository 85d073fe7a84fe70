import { type App, install } from '../app.ts';

const web = `import hashlib, locale, pwd, ssl, sqlite3, zoneinfo
from datetime import datetime, timezone
import yaml
from flask import Flask, render_template

app = Flask(__name__)

@app.route('/yaml')
def parse():
    return yaml.load('{a: [1, 2]}', Loader=yaml.CSafeLoader)

@app.route('/page')
def page():
    return render_template('page.html', name='whale')

@app.route('/rest')
def rest():
    rows = sqlite3.connect(':memory:').execute('select sqlite_version() is not null').fetchone()
    day = datetime(1970, 1, 1, tzinfo=timezone.utc).astimezone(zoneinfo.ZoneInfo('Europe/Berlin'))
    roots = len(ssl.create_default_context().get_ca_certs()) > 100
    return f"{rows} {day.isoformat()} {roots} {pwd.getpwnam('daemon').pw_uid} {hashlib.sha256(b'a').hexdigest()[:8]}"

if __name__ == '__main__':
    app.run('0.0.0.0', 8000)
`;

const files = { 'app.py': web, 'templates/page.html': '<p>{{ name|upper }}</p>' };

const check = {
  port: 8000,
  probe: 'for path in yaml page rest; do curl -sS "http://127.0.0.1:8000/$path"; echo; done',
  expected: /"a":\s*\[\s*1,\s*2\s*\]\s*\}\s*<p>WHALE<\/p>\n\(1,\) 1970-01-01T01:00:00\+01:00 True 1 ca978112\n$/,
};

const packages = ['python3', 'python3-flask', 'python3-yaml', 'ca-certificates', 'tzdata'];

export const pythonFlask: App = {
  name: 'python, flask and C extensions',
  files,
  dockerfile: [install(...packages), 'WORKDIR /srv/app', 'COPY . .', 'CMD ["python3", "app.py"]'],
  check,
};

export const pythonVenv: App = {
  name: 'python, venv and gunicorn',
  files,
  dockerfile: [
    install(...packages, 'python3-venv', 'gunicorn'),
    'RUN python3 -m venv --system-site-packages /venv',
    'WORKDIR /srv/app',
    'COPY . .',
    'ENV PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin',
    'CMD ["python", "-m", "gunicorn", "--bind", "0.0.0.0:8000", "app:app"]',
  ],
  check,
};
