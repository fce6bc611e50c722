import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeCheckpoint, type Checkpoint } from '../learn/checkpoint/format';
import { Random } from '../signal/random';
import { readCheckpoint, saveCheckpoint } from './checkpoints';
import { removeLeftovers } from './safe-write';
import { checkpointOf } from './test-checkpoint';

const CHECKPOINT = checkpointOf('shared-frame', new Float32Array(256 * 258).fill(0.5));

/** Root may write anywhere, so permissions refuse it nothing. */
const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkpoints-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('checkpoints on disk', () => {
  it('are read as they were saved', async () => {
    const path = join(folder, 'a.checkpoint');
    await saveCheckpoint(path, CHECKPOINT);
    expect(await readCheckpoint(path)).toEqual(CHECKPOINT);
    await saveCheckpoint(path, { ...CHECKPOINT, seed: 8 });
    expect(await readCheckpoint(path)).toEqual({ ...CHECKPOINT, seed: 8 });
    expect(await readdir(folder)).toEqual(['a.checkpoint']);
  });

  it('are written piece by piece as the bytes they are at once', async () => {
    const path = join(folder, 'a.checkpoint');
    const weights = Float32Array.from({ length: 2048 * 8514 }, (_, i) => i);
    const large: Checkpoint = { ...CHECKPOINT, network: 'dense-stft', weights };
    await saveCheckpoint(path, large);
    expect((await readFile(path)).equals(encodeCheckpoint(large))).toBe(true);
    const read = (await readCheckpoint(path)).weights;
    expect(read.every((value, i) => value === weights[i])).toBe(true);
  });

  it('of other sizes than their network are not begun', async () => {
    const path = join(folder, 'a.checkpoint');
    await expect(saveCheckpoint(path, { ...CHECKPOINT, weights: new Float32Array(3) })).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are refused with a sentence that names the file and the reason', async () => {
    const path = join(folder, 'a.checkpoint');
    const refused = async (): Promise<unknown> => await readCheckpoint(path).catch((error: Error) => error.message);
    expect(await refused()).toMatch(/^Cannot open a\.checkpoint: there is no such file/);
    await mkdir(path);
    expect(await refused()).toMatch(/^Cannot open a\.checkpoint: it is a folder/);
    await rm(path, { recursive: true });
    await writeFile(path, 'no checkpoint');
    expect(await refused()).toMatch(/^Cannot open a\.checkpoint: it does not begin like/);
    await truncate(path, 600 * 1024 * 1024);
    expect(await refused()).toMatch(/it has 629145600 bytes, and a checkpoint has at most/);
  });

  it.skipIf(isWindows)('are refused at once where a pipe has the name', async () => {
    const path = join(folder, 'pipe');
    spawnSync('mkfifo', [path]);
    await expect(readCheckpoint(path)).rejects.toThrow(/Cannot open pipe: it is not a regular file/);
  });

  it.skipIf(isRoot || isWindows)('are refused without permission', async () => {
    const path = join(folder, 'a.checkpoint');
    await saveCheckpoint(path, CHECKPOINT);
    await chmod(path, 0);
    await expect(readCheckpoint(path)).rejects.toThrow(/this user may not use it/);
    await chmod(folder, 0o500);
    await expect(saveCheckpoint(path, CHECKPOINT)).rejects.toThrow(/Cannot save a\.checkpoint: this user may not/);
    await chmod(folder, 0o700);
  });

  it.skipIf(!existsSync('/proc/self'))('are not saved where the system takes no files', async () => {
    await expect(saveCheckpoint('/proc/self/a.checkpoint', CHECKPOINT)).rejects.toThrow(/^Cannot save a\.checkpoint: /);
    await expect(saveCheckpoint(join(folder, 'none', 'a.checkpoint'), CHECKPOINT)).rejects.toThrow(
      /no such file or folder/
    );
  });
});

/** A process that saves checkpoints of this folder one after another; the seed counts them. */
const SAVER = `
import { readCheckpoint, saveCheckpoint } from './checkpoints';
const [, , path, count] = process.argv;
const first = await readCheckpoint(path);
console.log('ready');
for (let i = 1; i <= Number(count); i++) await saveCheckpoint(path, { ...first, seed: first.seed + i });
`;

describe.skipIf(isWindows)('a checkpoint survives', () => {
  let bundle: string;
  beforeAll(async () => {
    bundle = await mkdtemp(join(tmpdir(), 'saver-'));
    await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [
        {
          name: 'saver',
          resolveId: (id) => (id === 'saver' ? join(__dirname, 'saver.ts') : null),
          load: (id) => (id === join(__dirname, 'saver.ts') ? SAVER : null)
        }
      ],
      build: { ssr: true, outDir: bundle, rollupOptions: { input: 'saver', output: { entryFileNames: 'saver.mjs' } } }
    });
  });
  afterAll(() => rm(bundle, { recursive: true }));

  const saver = (path: string, count: number): string[] => [join(bundle, 'saver.mjs'), path, String(count)];

  async function isReady(child: ChildProcess): Promise<void> {
    await new Promise((resolve) => child.stdout?.once('data', resolve));
  }

  it('its writer being killed at any moment, and what that leaves goes with the next start', async () => {
    const path = join(folder, 'a.checkpoint');
    const random = new Random(1);
    let leftovers = 0;
    let seed = CHECKPOINT.seed;
    await saveCheckpoint(path, CHECKPOINT);
    let saves = 0;
    for (let kill = 0; kill < 60; kill++) {
      const child = spawn(process.execPath, saver(path, 1e6), { stdio: ['ignore', 'pipe', 'inherit'] });
      await isReady(child);
      await new Promise((resolve) => setTimeout(resolve, 30 * random.uniform()));
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      const read = await readCheckpoint(path);
      expect({ ...read, weights: null }).toEqual({ ...CHECKPOINT, seed: read.seed, weights: null });
      expect(read.weights.every((value) => value === 0.5)).toBe(true);
      expect(read.seed).toBeGreaterThanOrEqual(seed);
      leftovers += (await readdir(folder)).length - 1;
      await removeLeftovers(folder, { olderThanMs: 0 });
      expect(await readdir(folder)).toEqual(['a.checkpoint']);
      saves += read.seed - seed;
      seed = read.seed;
    }
    expect(saves).toBeGreaterThan(5);
    expect(leftovers).toBeGreaterThan(5);
  }, 120_000);

  it('a disk that takes only half of the next one', async () => {
    const path = join(folder, 'a.checkpoint');
    await saveCheckpoint(path, CHECKPOINT);
    const before = await readFile(path);
    // The limit counts blocks of 512 or 1024 bytes: 64 to 128 kB of the 264 kB.
    const limited = 'trap "" XFSZ; ulimit -f 128; exec "$0" "$@"';
    const child = spawnSync('sh', ['-c', limited, process.execPath, ...saver(path, 1)], { encoding: 'utf8' });
    expect(child.status).toBe(1);
    expect(child.stderr).toMatch(/Cannot save a\.checkpoint: the system does not allow a file of that size/);
    expect(await readFile(path)).toEqual(before);
    expect(await readdir(folder)).toEqual(['a.checkpoint']);
  });
});
