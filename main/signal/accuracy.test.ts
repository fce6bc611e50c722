import { describe, expect, it } from 'vitest';
import { AccuracySum } from './accuracy';

describe('AccuracySum', () => {
  it('is 20 dB for an error of a tenth', () => {
    const sum = new AccuracySum();
    sum.add([1, -1, 2], [1.1, -1.1, 2.2]);
    expect(sum.result.snrDb).toBeCloseTo(20, 12);
    expect(sum.result.mse).toBeCloseTo(0.06 / 3, 12);
    expect(sum.result.maxAbsError).toBeCloseTo(0.2, 12);
  });

  it('is 0 dB for a network that always answers zero', () => {
    const sum = new AccuracySum();
    sum.add([3, 4], [0, 0]);
    expect(sum.result).toEqual({ snrDb: 0, mse: 12.5, maxAbsError: 4 });
  });

  it('has no SNR where the reference is silent', () => {
    const sum = new AccuracySum();
    sum.add([0, 0], [0, 0.5]);
    expect(sum.result).toEqual({ snrDb: null, mse: 0.125, maxAbsError: 0.5 });
  });

  it('is nothing at first, and infinite for an exact network', () => {
    const sum = new AccuracySum();
    expect(sum.result).toEqual({ snrDb: null, mse: 0, maxAbsError: 0 });
    sum.add([1], [1]);
    expect(sum.result).toEqual({ snrDb: Infinity, mse: 0, maxAbsError: 0 });
  });

  it('is the same in parts', () => {
    const reference = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const network = Float32Array.from(reference, (value) => value * (1 + 1e-4));
    const whole = new AccuracySum();
    whole.add(reference, network);
    const parts = new AccuracySum();
    parts.add(reference, network, 0, 300);
    parts.add(reference, network, 300, 1000);
    expect(parts.result.snrDb).toBeCloseTo(whole.result.snrDb!, 9);
    expect(parts.result.maxAbsError).toBe(whole.result.maxAbsError);
    expect(whole.result.snrDb).toBeCloseTo(80, 1);
  });

  it('does not hide a network that diverged', () => {
    const sum = new AccuracySum();
    sum.add([1, 1, 1], [1, NaN, 1]);
    expect(sum.result).toEqual({ snrDb: NaN, mse: NaN, maxAbsError: NaN });
  });

  it('refuses ranges outside of the arrays', () => {
    expect(() => new AccuracySum().add([1, 2], [1])).toThrow(RangeError);
    expect(() => new AccuracySum().add([1, 2], [1, 2], 0, 3)).toThrow(/0 to 3/);
    expect(() => new AccuracySum().add([1, 2], [1, 2], 2, 1)).toThrow(RangeError);
  });
});
