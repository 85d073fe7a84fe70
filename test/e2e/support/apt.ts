import { setTimeout as delay } from 'node:timers/promises';
import { run, tryRun } from './run.ts';

/** Installs the Debian packages that are missing. Needs root only if there are some. */
export async function installPackages(names: readonly string[]): Promise<void> {
  const missing = await missingPackages(names);
  if (missing.length === 0) return;
  process.stderr.write(`installing ${missing.join(' ')}\n`);
  await aptGet(['update']);
  await aptGet(['install', '--yes', '--no-install-recommends', ...missing]);
}

async function missingPackages(names: readonly string[]): Promise<readonly string[]> {
  const isInstalled = async (name: string) => {
    const { stdout } = await tryRun('dpkg-query', ['--status', name]);
    return /^Status: install ok installed$/m.test(stdout.toString('utf8'));
  };
  const answers = await Promise.all(names.map(isInstalled));
  return names.filter((_, index) => !answers[index]);
}

/** Mirrors fail now and then, and another apt may hold the lock. */
async function aptGet(args: readonly string[], attempts = 4): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '--quiet'];
  try {
    await run('apt-get', [...options, ...args], { env });
  } catch (error) {
    if (attempts <= 1) throw error;
    await delay(5_000);
    await aptGet(args, attempts - 1);
  }
}
