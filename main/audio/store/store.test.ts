import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AudioError } from '../audio-error';
import type { SampleStream } from '../decoders/sample-stream';
import { openAudio } from '../open';
import { decodeToStore } from './decode-to-store';
import { removeLeftovers, storeName } from './store-folder';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A stream of blocks made here; the sample values count up from 0. */
function counting(blocks: readonly number[], kind: 'pcm' | 'float' = 'float'): SampleStream {
  let next = 0;
  const rest = blocks.map((length) =>
    kind === 'float'
      ? Float32Array.from({ length }, () => next++ / 2 ** 20)
      : Int32Array.from({ length }, () => next++ * 2 ** 8)
  );
  return { rate: 8000, channels: 2, encoding: 'counted', kind, next: () => rest.shift() ?? null };
}

describe('the store', () => {
  it.each(['pcm', 'float'] as const)('gives back %s samples bit for bit, however the blocks are cut', async (kind) => {
    const scale = kind === 'float' ? 2 ** 20 : 2 ** 23;
    const file = await decodeToStore(counting([2, 200_000, 6, 131_072, 4], kind), { name: 'a', folder });
    expect([file.samples, file.channels, file.rate, file.encoding]).toEqual([165_542, 2, 8000, 'counted']);
    const planes = await file.read(0, file.samples);
    expect(planes.every((plane, c) => plane.every((value, n) => value === (2 * n + c) / scale))).toBe(true);
    expect(await readdir(folder)).toHaveLength(1);
    await file.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses what holds nothing, and what is no sound, with its time', async () => {
    await expect(decodeToStore(counting([]), { name: 'a', folder })).rejects.toThrow('it holds no samples');
    const broken = { ...counting([]), next: () => Float32Array.of(...new Array<number>(16_000).fill(0), NaN, 0) };
    await expect(decodeToStore(broken, { name: 'a', folder })).rejects.toThrow('sample at 1.000 s is not a number');
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends with the reason of its signal before the next block, and leaves nothing', async () => {
    const cancel = new AbortController();
    let blocks = 0;
    const endless = { ...counting([]), next: () => new Float32Array(2 ** 17) };
    const onBlock = (): void => {
      if (++blocks === 3) cancel.abort(new Error('another file'));
    };
    const { signal } = cancel;
    await expect(decodeToStore(endless, { name: 'a', folder, signal, onBlock })).rejects.toThrow('another file');
    expect(blocks).toBe(3);
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells how far it is, and can be stopped from outside while it decodes', async () => {
    const path = join(import.meta.dirname, '../fixtures/stereo.ogg');
    const told: number[] = [];
    const file = await openAudio(path, { folder, onProgress: (done) => told.push(done) });
    await file.close();
    expect(told.every((done, i) => done > 0 && done <= 1 && done >= (told[i - 1] ?? 0))).toBe(true);
    expect(told.at(-1)).toBe(1);
    const cancel = new AbortController();
    const onProgress = (): void => cancel.abort();
    await expect(openAudio(path, { folder, signal: cancel.signal, onProgress })).rejects.toMatchObject({
      name: 'AbortError'
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)('says what the disk says', async () => {
    const locked = join(folder, 'locked');
    await mkdir(locked);
    await chmod(locked, 0o500);
    const refused: unknown = await decodeToStore(counting([2]), { name: 'a', folder: locked }).catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(AudioError);
    await rm(locked, { recursive: true });
  });

  it('says that the folder is a file', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    const refused = decodeToStore(counting([2]), { name: 'a', folder: path });
    await expect(refused).rejects.toThrow(/^Cannot open a: its decoded sound cannot be kept: [^\n]+; [^\n]+\.$/);
    await rm(path);
  });
});

describe('what ended processes left', () => {
  it('is deleted, and nothing else', async () => {
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    const uuid = storeName().split('-').slice(1).join('-');
    const keep = ['notes.pcm', `${process.ppid}-${uuid}`, `x-${uuid}`];
    for (const name of [...keep, `${ended}-${uuid}`, `${process.pid}-${uuid}`]) await writeFile(join(folder, name), '');
    await removeLeftovers(folder);
    expect((await readdir(folder)).sort()).toEqual([...keep].sort());
  });

  it('is nothing where there is no folder', async () => {
    await expect(removeLeftovers(join(folder, 'none'))).resolves.toBeUndefined();
  });
});
