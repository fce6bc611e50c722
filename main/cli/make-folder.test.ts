import { readdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder';
import { temporaryFolder, type Folder } from './test-bench';

let folder: Folder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const at = (...parts: string[]): string => folder.at(...parts);

describe('makeFolder', () => {
  it('makes what is missing, and ends where nothing can be made', async () => {
    await makeFolder(at('a', 'b', 'c'));
    await makeFolder(at('a', 'b', 'c'));
    expect(await readdir(at('a', 'b'))).toEqual(['c']);
    await writeFile(at('file'), '');
    await expect(makeFolder(at('file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(at('file', 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    if (process.platform === 'linux')
      await expect(makeFolder('/proc/none')).rejects.toMatchObject({ syscall: 'mkdir' });
  });
});
