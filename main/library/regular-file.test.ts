import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withRegularFile, type RegularFile } from './regular-file';

// The real file system, of which a test makes single calls fail.
vi.mock('node:fs/promises', { spy: true });

const real = await vi.importActual<typeof fs>('node:fs/promises');

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'regular-'));
  path = join(folder, 'a.bin');
  await fs.writeFile(path, Uint8Array.of(1, 2, 3, 4, 5));
});
afterEach(async () => {
  vi.resetAllMocks();
  await fs.rm(folder, { recursive: true });
});

const middle = async ({ size, read }: RegularFile): Promise<number[]> => {
  const bytes = new Uint8Array(size - 2);
  await read(bytes, 1);
  return [...bytes];
};

/** Changes what each read gives; counts the closed files in `closed`. */
function readAs(change: (read: fs.FileHandle['read']) => unknown): { closed: number } {
  const count = { closed: 0 };
  vi.mocked(fs.open).mockImplementation(async (...values) => {
    const file = await real.open(...values);
    const [read, close] = [file.read.bind(file), file.close.bind(file)];
    const closeCounted = async (): Promise<void> => {
      await close();
      count.closed += 1;
    };
    return Object.assign(file, { read: change(read), close: closeCounted });
  });
  return count;
}

describe('withRegularFile', () => {
  it('reads a part, even where each read gives one byte', async () => {
    expect(await withRegularFile(path, middle)).toEqual([2, 3, 4]);
    const one =
      (read: fs.FileHandle['read']) =>
      async (bytes: Uint8Array, offset: number, _: number, position: number): Promise<unknown> =>
        await read(bytes, offset, 1, position);
    const count = readAs(one);
    expect(await withRegularFile(path, middle)).toEqual([2, 3, 4]);
    expect(count.closed).toBe(1);
  });

  it('refuses in a sentence what it cannot read, and closes the file', async () => {
    const count = readAs(() => () => Promise.reject(Object.assign(new Error('read'), { code: 'EIO' })));
    await expect(withRegularFile(path, middle)).rejects.toThrow(/^Cannot open a\.bin: the disk reports EIO; /);
    expect(count.closed).toBe(1);
  });

  it('notices a file that became shorter', async () => {
    const past = ({ read }: RegularFile): Promise<void> => read(new Uint8Array(6), 0);
    await expect(withRegularFile(path, past)).rejects.toThrow(/a\.bin: it became shorter while it was read/);
  });

  it('lets the errors of the work through, and closes the file', async () => {
    const count = readAs((read) => read);
    const work = (): never => {
      throw new RangeError('mine');
    };
    await expect(withRegularFile(path, work)).rejects.toThrow(RangeError);
    expect(count.closed).toBe(1);
  });
});
