import { describe, expect, it } from 'vitest';
import type { Recurrence, WeightBlock, WeightResponse, WeightRow, WeightStatistics } from '@contract';
import type { CallOf } from '@contract/schemas';
import { InspectedWeights } from './inspected-weights';
import { ask, lookAt } from './test-inspected';

const BLOCK: CallOf<'weight-block'> = {
  kind: 'weight-block',
  map: 'weights',
  slice: 0,
  reading: 'learned',
  startRow: 0,
  endRow: 258,
  startColumn: 0,
  endColumn: 256,
  columnStep: 1
};

describe('the weights looked at', () => {
  it('are none before there are any', async () => {
    const nothing = new InspectedWeights(() => undefined);
    expect(await ask(nothing, { kind: 'inspected' })).toBeNull();
    await expect(ask(nothing, BLOCK)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are told with their maps, a revision further each time', async () => {
    const { inspected, told } = lookAt('recurrent');
    expect(told).toMatchObject([{ revision: 1, network: 'recurrent', parameters: 117_248, step: 5, snrDb: 60 }]);
    expect(told[0]?.maps.map(({ id }) => id)).toEqual(['filters', 'A', 'B', 'C', 'D']);
    expect(await ask(inspected, { kind: 'inspected' })).toEqual(told[0]);
    const weights = new Float32Array(65_536);
    inspected.look({ network: 'dft-128', weights, step: 6, snrDb: null, run: null, from: 'moment', experiment: null });
    expect(told[1]).toMatchObject({ revision: 2, network: 'dft-128', from: 'moment', snrDb: null });
    await expect(ask(inspected, { ...BLOCK, map: 'A' })).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('reach the page as plain data', () => {
    const { told } = lookAt('butterfly-256');
    expect(structuredClone(told[0])).toEqual(told[0]);
    expect(told[0]?.maps).toHaveLength(9);
  });
});

describe('weight-block', () => {
  it('answers with all of the largest map at once', async () => {
    const { inspected } = lookAt('butterfly-256');
    const block = (await ask(inspected, {
      ...BLOCK,
      map: 'product',
      endRow: 512,
      endColumn: 256
    })) as WeightBlock;
    expect(block).toMatchObject({ revision: 1, rows: 512, columns: 256 });
    expect(block.values).toHaveLength(512 * 256);
  });

  it('refuses what there is not, and says what there is', async () => {
    const { inspected } = lookAt('dense-stft', new Float32Array(17_436_672));
    const refusal = async (change: Partial<typeof BLOCK>, message: RegExp): Promise<void> => {
      const end = ask(inspected, { ...BLOCK, ...change });
      await expect(end).rejects.toMatchObject({ code: 'bad-request' });
      await expect(end).rejects.toThrow(message);
    };
    await refusal({ map: 'B' }, /dense-stft has no map "B"; it has weights/);
    await refusal({ slice: 33 }, /slices 0 to 32, not 33/);
    await refusal({ endRow: 259 }, /within 0\.\.258, not 0\.\.259/);
    await refusal({ startRow: 258 }, /not 258\.\.258/);
    await refusal({ endColumn: 2049 }, /within 0\.\.2048, not 0\.\.2049/);
    await refusal({ startColumn: 256 }, /not 256\.\.256/);
    await refusal({ endColumn: 2048 }, /at most 262144 cells, not 258 x 2048/);
  });
});

describe('weight-row', () => {
  it('answers with every part, and refuses rows that are not there', async () => {
    const { inspected } = lookAt('shared-frame');
    const row = (await ask(inspected, { kind: 'weight-row', map: 'weights', slice: 0, row: 5 })) as WeightRow;
    expect(row.parts.map(({ name }) => name)).toEqual(['real', 'imaginary']);
    expect(row.band).toEqual({ start: 0, end: 256 });
    for (const { correlation } of row.parts) expect(correlation).toBeGreaterThan(0.999999);
    for (const [slice, place] of [
      [1, 0],
      [0, 129]
    ] as const) {
      const call = { kind: 'weight-row', map: 'weights', slice, row: place } as const;
      await expect(ask(inspected, call)).rejects.toMatchObject({ code: 'bad-request' });
    }
  });
});

describe('weight-response', () => {
  it('answers with the rows asked for, one after the other', async () => {
    const { inspected } = lookAt('shared-frame');
    const call = { kind: 'weight-response', map: 'weights', slice: 0, rows: [64, 32], points: 129 } as const;
    const { learned, ideal, binsPerPoint } = (await ask(inspected, {
      ...call,
      rows: [...call.rows]
    })) as WeightResponse;
    expect([learned.length, ideal.length, binsPerPoint]).toEqual([258, 258, 1]);
    expect([ideal[64], ideal[129 + 32]]).toEqual([0, 0]);
    expect(ideal[129 + 64]).toBeLessThan(-100);
  });

  it('refuses rows that are no filters or not there, and counts of points that no transform has', async () => {
    const call = { kind: 'weight-response', map: 'weights', slice: 0, points: 129 } as const;
    const { inspected } = lookAt('inverse');
    await expect(ask(inspected, { ...call, rows: [0] })).rejects.toThrow(/no filters/);
    const shared = lookAt('shared-frame').inspected;
    for (const change of [{ rows: [0, 129] }, { rows: [0], points: 100 }, { rows: [0], slice: 1 }]) {
      await expect(ask(shared, { ...call, ...change })).rejects.toMatchObject({ code: 'bad-request' });
    }
  });
});

describe('weight-statistics', () => {
  it('answers with numbers alone, of the revision looked at', async () => {
    const { inspected } = lookAt('butterfly');
    const statistics = (await ask(inspected, { kind: 'weight-statistics' })) as WeightStatistics;
    expect(structuredClone(statistics)).toEqual(statistics);
    expect(statistics).toMatchObject({ revision: 1, zeros: expect.any(Number) as number });
    expect(statistics.unitarityError).toBeLessThan(1e-7);
  });
});

describe('recurrence', () => {
  it('answers for the recurrent network alone, and for samples of a hop', async () => {
    const { inspected } = lookAt('recurrent');
    const { frames, bins, learned } = (await ask(inspected, { kind: 'recurrence', sample: 55 })) as Recurrence;
    expect(learned).toHaveLength(frames * bins);
    await expect(ask(inspected, { kind: 'recurrence', sample: 56 })).rejects.toMatchObject({ code: 'bad-request' });
    const other = lookAt('dft-128').inspected;
    await expect(ask(other, { kind: 'recurrence', sample: 0 })).rejects.toThrow(/Only the recurrent network/);
  });
});
