import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { MapPart } from '@contract';
import { decodeNpy, type NpyArray } from '../../audio/npy';
import { frameMatrix } from '../../signal/frame-matrix';
import { SEED_SPEC } from '../../signal/stft';
import { exportMap } from './export-map';
import { lookAt } from './test-inspected';

const folder = mkdtempSync(join(tmpdir(), 'map-'));
const path = join(folder, 'map.npy');
afterAll(() => rmSync(folder, { recursive: true }));

const WHOLE: MapPart = { map: 'weights', slice: 0, reading: 'learned', rows: null };

async function saved(part: Partial<MapPart>, { inspected } = lookAt('shared-frame')): Promise<NpyArray> {
  await exportMap(inspected, { kind: 'export-map', path, ...WHOLE, ...part });
  return decodeNpy(readFileSync(path));
}

describe('exportMap', () => {
  const matrix = frameMatrix(SEED_SPEC);

  it('writes a whole map, rows by columns', async () => {
    const { shape, dtype, data } = await saved({});
    expect([shape, dtype]).toEqual([[258, 256], '<f4']);
    expect(data[130 * 256 + 7]).toBe(Math.fround(matrix[7 * 258 + 130]!));
  });

  it('writes one row, also of what it is to become and of what is left, in full precision', async () => {
    const [learned, ideal, residual] = await Promise.all(
      (['learned', 'ideal', 'residual'] as const).map(async (reading) => {
        const file = join(folder, `${reading}.npy`);
        await exportMap(lookAt('shared-frame').inspected, {
          ...WHOLE,
          kind: 'export-map',
          path: file,
          reading,
          rows: [5, 6]
        });
        return decodeNpy(readFileSync(file));
      })
    );
    expect([ideal!.shape, ideal!.dtype, residual!.dtype]).toEqual([[1, 256], '<f8', '<f8']);
    ideal!.data.forEach((value, n) => {
      expect(value).toBe(matrix[n * 258 + 5]);
      expect(residual!.data[n]).toBe(learned!.data[n]! - value);
    });
  });

  it('writes a slice of dense-stft', async () => {
    const weights = new Float32Array(17_436_672);
    weights[1999 * 8514 + 130 * 33 + 32] = 7;
    const { shape, data } = await saved({ slice: 32, rows: [129, 258] }, lookAt('dense-stft', weights));
    expect(shape).toEqual([129, 2048]);
    expect(data[1 * 2048 + 1999]).toBe(7);
  });

  it('refuses what there is not, and folders that are not there, and leaves nothing behind', async () => {
    await expect(saved({ map: 'C' })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(saved({ slice: 1 })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(saved({ rows: [258, 259] })).rejects.toThrow(/within 0\.\.258/);
    const files = readdirSync(folder).length;
    const lost = { ...WHOLE, kind: 'export-map', path: join(folder, 'none', 'a.npy') } as const;
    const end = exportMap(lookAt('shared-frame').inspected, lost);
    await expect(end).rejects.toMatchObject({ code: 'disk' });
    await expect(end).rejects.toThrow('Cannot save a.npy: its folder does not exist; choose another folder.');
    expect(readdirSync(folder)).toHaveLength(files);
  });
});
