import { describe, expect, it } from 'vitest';
import { Random } from '../../signal/random';
import { decodeMoment, encodeMoment, MomentError, type StoredMoment } from './moment-file';

const MOMENT: StoredMoment = {
  step: 118,
  epoch: 2,
  place: 9,
  snrDb: 34.5,
  summary: {
    insideEnergy: 12.5,
    outsideEnergy: 0.25,
    residualDb: -34,
    meanCorrelation: 0.99,
    leastCorrelation: null,
    histogram: Array.from({ length: 140 }, (_, i) => i),
    zeros: 3
  },
  rows: [
    { map: 'weights', slice: 10, row: 5, learned: [Float32Array.of(0.5, -0.25, 1e-30), Float32Array.of(1, 2, 3)] },
    { map: 'weights', slice: 30, row: 1, learned: [Float32Array.of(7)] }
  ]
};

describe('a moment', () => {
  it('comes back as it was', () => {
    expect(decodeMoment(encodeMoment(MOMENT))).toEqual(MOMENT);
    const bare = { ...MOMENT, snrDb: null, rows: [] };
    expect(decodeMoment(encodeMoment(bare))).toEqual(bare);
  });

  it('is refused when it is cut off anywhere', () => {
    const bytes = encodeMoment(MOMENT);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeMoment(bytes.subarray(0, length))).toThrow(MomentError);
    }
  });

  it('is refused when any bit was changed', () => {
    const bytes = encodeMoment(MOMENT);
    const random = new Random(1);
    for (let i = 0; i < 300; i++) {
      const changed = bytes.slice();
      const at = Math.floor(random.uniform() * bytes.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random.uniform() * 8));
      expect(() => decodeMoment(changed)).toThrow(MomentError);
    }
  });

  it('is refused where its numbers are none, even with the right checksum', () => {
    const broken = [
      { ...MOMENT, step: -1 },
      { ...MOMENT, epoch: 1.5 },
      { ...MOMENT, snrDb: Infinity - Infinity, place: NaN },
      { ...MOMENT, summary: { ...MOMENT.summary, residualDb: -Infinity } },
      { ...MOMENT, rows: [{ map: 'x'.repeat(100), slice: 0, row: 0, learned: [] }] },
      { ...MOMENT, rows: [{ map: 'weights', slice: 0, row: 0, learned: [Float32Array.of(NaN)] }] }
    ];
    for (const moment of broken) expect(() => decodeMoment(encodeMoment(moment))).toThrow(MomentError);
  });
});
