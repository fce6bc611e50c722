import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeFileSafely, writeFileSwiftly } from './safe-write';

// The real file system, of which a test makes single calls fail.
vi.mock('node:fs/promises', { spy: true });

const PIECES = ['new ', 'and in ', 'pieces'].map((piece) => Buffer.from(piece));
const OLD = 'old';
const NEW = 'new and in pieces';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'faults-'));
  path = join(folder, 'a.bin');
  await fs.writeFile(path, OLD);
});
afterEach(async () => {
  vi.resetAllMocks();
  await fs.rm(folder, { recursive: true });
});

type Call = (...values: unknown[]) => Promise<unknown>;
type Step = 'open' | 'rename' | 'readdir' | 'rm' | HandleStep;
type HandleStep = 'write' | 'writev' | 'sync' | 'close';

const real = await vi.importActual<typeof fs>('node:fs/promises');

/** Puts `change` between every file that is opened and one of its methods. */
function intercept(step: HandleStep, change: (method: Call, values: unknown[]) => Promise<unknown>): void {
  vi.mocked(fs.open).mockImplementation(async (...values) => {
    const file = await real.open(...values);
    const method = (file[step] as Call).bind(file);
    return Object.assign(file, { [step]: (...given: unknown[]) => change(method, given) });
  });
}

/** Makes call number `nth` of one kind fail, from 1 on; the others are real. */
function fail(step: Step, nth: number, code: string): void {
  let calls = 0;
  const change = async (method: Call, values: unknown[]): Promise<unknown> => {
    calls += 1;
    if (calls !== nth) return await method(...values);
    // A close that fails has closed all the same.
    if (step === 'close') await method(...values);
    throw Object.assign(new Error(`${code}: ${step} fails`), { code });
  };
  if (step === 'write' || step === 'writev' || step === 'sync' || step === 'close') intercept(step, change);
  else vi.mocked(fs[step] as Call).mockImplementation((...values) => change(real[step] as Call, values));
}

describe('writeFileSafely keeps the old file, and nothing else, where', () => {
  it.each([
    ['making the temporary file', 'open', 1],
    ['the first write', 'write', 1],
    ['a later write', 'write', 3],
    ['flushing the file', 'sync', 1],
    ['closing it', 'close', 1],
    ['renaming it', 'rename', 1]
  ] as const)('%s fails', async (_, step, nth) => {
    for (const code of ['ENOSPC', 'EACCES', 'EIO', 'EDQUOT']) {
      fail(step, nth, code);
      await expect(writeFileSafely(path, PIECES)).rejects.toMatchObject({ code });
      vi.resetAllMocks();
      expect(await fs.readFile(path, 'utf8')).toBe(OLD);
      expect(await fs.readdir(folder)).toEqual(['a.bin']);
    }
    await writeFileSafely(path, PIECES);
    expect(await fs.readFile(path, 'utf8')).toBe(NEW);
  });

  it('a write takes no more bytes, without waiting for ever', async () => {
    intercept('write', () => Promise.resolve({ bytesWritten: 0 }));
    await expect(writeFileSafely(path, PIECES)).rejects.toThrow('no progress');
    expect(await fs.readFile(path, 'utf8')).toBe(OLD);
    expect(await fs.readdir(folder)).toEqual(['a.bin']);
  });

  it('a write fails and the temporary file cannot be removed either: the first error is told', async () => {
    fail('write', 1, 'ENOSPC');
    fail('rm', 1, 'EIO');
    await expect(writeFileSafely(path, PIECES)).rejects.toMatchObject({ code: 'ENOSPC' });
    vi.resetAllMocks();
    expect(await fs.readFile(path, 'utf8')).toBe(OLD);
    expect(await fs.readdir(folder)).toHaveLength(2);
  });
});

describe('writeFileSafely has the whole new file where', () => {
  it('each write takes one byte', async () => {
    intercept('write', (write, [bytes, offset, , position]) => write(bytes, offset, 1, position));
    await writeFileSafely(path, PIECES);
    expect(await fs.readFile(path, 'utf8')).toBe(NEW);
  });

  it.each([
    ['opening the folder', 'open'],
    ['flushing the folder', 'sync'],
    ['closing the folder', 'close']
  ] as const)('%s fails, and tells of it', async (_, step) => {
    fail(step, 2, 'EIO');
    await expect(writeFileSafely(path, PIECES)).rejects.toMatchObject({ code: 'EIO' });
    expect(await fs.readFile(path, 'utf8')).toBe(NEW);
    expect(await fs.readdir(folder)).toEqual(['a.bin']);
  });

  it.each([
    ['this user may not read the folder', 'open', 2, 'EACCES'],
    ['folders cannot be flushed', 'sync', 2, 'EINVAL'],
    ['the folder cannot be searched for leftovers', 'readdir', 1, 'EIO']
  ] as const)('%s', async (_, step, nth, code) => {
    fail(step, nth, code);
    await writeFileSafely(path, PIECES);
    expect(await fs.readFile(path, 'utf8')).toBe(NEW);
  });
});

describe('writeFileSwiftly', () => {
  it('has the whole new file where each write takes one byte', async () => {
    intercept('writev', (write, [pieces]) => write([(pieces as Uint8Array[])[0]?.subarray(0, 1)]));
    await writeFileSwiftly(path, PIECES);
    expect(await fs.readFile(path, 'utf8')).toBe(NEW);
  });

  it.each([
    ['a later write', 'writev', 2],
    ['closing it', 'close', 1],
    ['renaming it', 'rename', 1]
  ] as const)('keeps the old file, and nothing else, where %s fails', async (_, step, nth) => {
    if (step === 'writev') {
      let calls = 0;
      intercept(step, (write, [pieces]) => {
        if (++calls < nth) return write([(pieces as Uint8Array[])[0]?.subarray(0, 1)]);
        return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      });
    } else fail(step, nth, 'ENOSPC');
    await expect(writeFileSwiftly(path, PIECES)).rejects.toMatchObject({ code: 'ENOSPC' });
    vi.resetAllMocks();
    expect(await fs.readFile(path, 'utf8')).toBe(OLD);
    expect(await fs.readdir(folder)).toEqual(['a.bin']);
  });

  it('does not wait for ever where a write takes no more bytes', async () => {
    intercept('writev', () => Promise.resolve({ bytesWritten: 0 }));
    await expect(writeFileSwiftly(path, PIECES)).rejects.toThrow('no progress');
    expect(await fs.readFile(path, 'utf8')).toBe(OLD);
  });
});
