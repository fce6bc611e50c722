import { describe, expect, it } from 'vitest';
import { NETWORK_NAMES, type ChosenRow } from '@contract';
import { chosenRows } from './chosen-rows';
import { keptRows } from './kept-rows';
import { exactWeights, randomWeights } from './test-weights';
import { comparedMap } from './weight-statistics';
import { compareRow } from './weight-row';

const MESSAGE_BYTES = 2 ** 20;

describe('kept rows', () => {
  it.each(NETWORK_NAMES)('of %s are compared as the whole map would be', (network) => {
    const { map: compared, learned } = comparedMap(network, randomWeights(network));
    // A product is computed in float64 and kept in float32.
    const filled = { map: compared, learned: { ...learned, values: Float32Array.from(learned.values) } };
    const { map, rows } = keptRows(network, chosenRows(network, filled));
    expect(map).toBe(compared.info);
    for (const { slice, row, ...compared } of rows) expect(compared).toEqual(compareRow(filled, { slice, row }));
  });

  it('of exact weights are exact', () => {
    const { rows } = keptRows(
      'shared-frame',
      chosenRows('shared-frame', comparedMap('shared-frame', exactWeights('shared-frame')))
    );
    for (const { parts } of rows) {
      for (const { correlation, residualDb } of parts) {
        expect(correlation).toBeGreaterThan(1 - 1e-12);
        expect(residualDb).toBeLessThan(-130);
      }
    }
  });

  it('of the largest network fit into a message', () => {
    const { rows } = keptRows(
      'dense-stft',
      chosenRows('dense-stft', comparedMap('dense-stft', randomWeights('dense-stft')))
    );
    const floats = rows.flatMap(({ parts, envelope }) => [...parts, ...(envelope ? [envelope] : [])]);
    const bytes = floats.reduce((sum, { learned, ideal }) => sum + learned.byteLength + ideal.byteLength, 0);
    expect(bytes).toBe(12 * (2 * 2 + 2) * 2048 * 4);
    expect(bytes).toBeLessThan(MESSAGE_BYTES);
  });

  it('that are none of the network are refused', () => {
    const row: ChosenRow = {
      map: 'weights',
      slice: 0,
      row: 1,
      learned: [new Float32Array(256), new Float32Array(256)]
    };
    const refused: ChosenRow[] = [
      { ...row, map: 'product' },
      { ...row, slice: 1 },
      { ...row, row: 129 },
      { ...row, learned: row.learned.slice(1) },
      { ...row, learned: [new Float32Array(256), new Float32Array(255)] }
    ];
    expect(keptRows('shared-frame', [row]).rows).toHaveLength(1);
    for (const wrong of refused) expect(() => keptRows('shared-frame', [wrong])).toThrow(/^shared-frame has 1 slices/);
  });
});
