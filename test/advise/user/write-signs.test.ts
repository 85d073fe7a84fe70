import { describe, expect, it } from 'vitest';
import { writeSigns } from '../../../src/advise/user/write-signs.ts';

type Text = keyof typeof writeSigns;

function isSeen(language: Text, text: string): boolean {
  return writeSigns[language].signs.test(`\n${text}\n`);
}

describe('words by which a program writes', () => {
  it.each<readonly [Text, string]>([
    ['node', "fs.writeFileSync('a', b)"],
    ['node', "const { writeFile } = require('fs/promises')"],
    ['node', "import { open, rm } from 'node:fs/promises'"],
    ['node', 'await fsp.rename(a, b)'],
    ['node', "import Database from 'better-sqlite3'"],
    ['node', "const multer = require('multer')"],
    ['node', "require('child_process').exec('ls')"],
    ['node', 'if (process.getuid() !== 0) throw 1'],
    ['python', "open('log.txt', 'a')"],
    ['python', "with open(path, mode='w') as f:"],
    ['python', "Path('x').write_text('a')"],
    ['python', "os.makedirs('uploads', exist_ok=True)"],
    ['python', "sqlite3.connect('app.db')"],
    ['python', "app.config['DB'] = 'sqlite:///app.db'"],
    ['python', "logging.basicConfig(filename='a.log')"],
    ['python', 'subprocess.run(["ls"])'],
    ['python', 'request.files["a"].save(path)'],
    ['ruby', "File.write('a', b)"],
    ['ruby', "File.open('a', 'w') { }"],
    ['ruby', "Logger.new('log/app.log')"],
    ['ruby', 'FileUtils.mkdir_p a'],
    ['ruby', 'puts `ls`'],
    ['perl', "open(my $f, '>', 'a')"],
    ['perl', 'open F, ">>a";'],
    ['perl', 'mkdir $dir'],
    ['perl', "system('ls')"],
    ['php', "file_put_contents('a', 'b');"],
    ['php', "$f = fopen('a', 'w');"],
    ['php', 'move_uploaded_file($a, $b);'],
    ['php', "new PDO('sqlite:/a');"],
    ['php', 'shell_exec($a);'],
  ])('are seen in %s: %s', (language, text) => {
    expect(isSeen(language, text)).toBe(true);
  });

  it.each<readonly [Text, string]>([
    ['node', 'app.use((request, response, next) => next())'],
    ['node', "fs.readFileSync('a'); fs.createReadStream('b')"],
    ['node', "response.write('a'); process.stdout.write('b')"],
    ['node', "log.level = 'info'; window.open('/a')"],
    ['node', "const { readFile } = require('fs')"],
    ['node', "require('next-tick'); const multerless = 1"],
    ['python', "open('page.html')"],
    ['python', "open('page.html', 'rb').read()"],
    ['python', "sqlite3.connect(':memory:')"],
    ['python', 'renamed = os.path.join(a, b)'],
    ['python', "print('write a file')"],
    ['ruby', "File.read('a')"],
    ['ruby', 'Logger.new($stdout)'],
    ['ruby', 'server.mount_proc("/") { |request, response| response.body = "a" }'],
    ['perl', "open(my $f, '<', 'a') or die"],
    ['perl', 'my %h = (a => 1); print $h->{a}, "\\n";'],
    ['php', "fopen('a', 'r'); file_get_contents('b');"],
    ['php', "echo htmlspecialchars($x), json_encode(['a' => 1]);"],
  ])('are not seen in %s: %s', (language, text) => {
    expect(isSeen(language, text)).toBe(false);
  });

  it('are looked for in the time that a text takes', () => {
    const text = `${'open('.repeat(20_000)}${'fs.'.repeat(20_000)}${'{'.repeat(20_000)}${'File.open("'.repeat(5_000)}`;
    const begin = process.cpuUsage().user;
    for (const { signs } of Object.values(writeSigns)) signs.exec(text);
    expect(process.cpuUsage(undefined).user - begin).toBeLessThan(5_000_000);
  });
});
