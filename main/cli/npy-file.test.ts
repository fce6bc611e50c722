import { mkdtemp, readdir, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeNpy, encodeNpy } from '../audio/npy';
import { NpyFile } from './npy-file';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npy-file-'));
  path = join(folder, 'a.npy');
});
afterEach(() => rm(folder, { recursive: true }));

const counting = (from: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => from + i);

describe('NpyFile', () => {
  it('writes block by block what encodeNpy writes at once', async () => {
    const file = await NpyFile.create({ path, dtype: '<c8', rows: 5, columns: 3 });
    await file.append(counting(0, 12));
    await file.append(counting(12, 18));
    expect(await file.read(1, 3)).toEqual(counting(6, 18));
    expect(await readdir(folder)).toEqual(['a.npy.part']);
    await file.finish();
    expect(await readdir(folder)).toEqual(['a.npy']);
    const bytes = await readFile(path);
    expect(new Uint8Array(bytes)).toEqual(encodeNpy([5, 3], counting(0, 30), '<c8'));
    expect(decodeNpy(bytes)).toEqual({ shape: [5, 3], dtype: '<c8', data: counting(0, 30) });
  });

  it('refuses parts of rows, rows too many, and rows that are not there', async () => {
    const file = await NpyFile.create({ path, dtype: '<f4', rows: 2, columns: 3 });
    await expect(file.append(new Float32Array(4))).rejects.toThrow(RangeError);
    await expect(file.append(new Float32Array(9))).rejects.toThrow(RangeError);
    await file.append(new Float32Array(3));
    await expect(file.read(1, 1)).rejects.toThrow(/not written/);
    await expect(file.finish()).rejects.toThrow(/1 rows are missing/);
    await file.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves no file and no handle where the disk is full from the start', async ({ skip }) => {
    skip(process.platform !== 'linux', 'needs /dev/full and /proc');
    await symlink('/dev/full', `${path}.part`);
    await expect(NpyFile.create({ path, dtype: '<f4', rows: 2, columns: 3 })).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await readdir(folder)).toEqual([]);
    const handles = await readdir('/proc/self/fd');
    const targets = await Promise.all(handles.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
    expect(targets).not.toContain('/dev/full');
  });

  it('makes nothing of a shape that cannot be', async () => {
    await expect(NpyFile.create({ path, dtype: '<f4', rows: -1, columns: 3 })).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual([]);
  });
});
