import { describe, expect, it } from 'vitest';
import { Divergence } from './divergence';

function after(...means: number[]): Divergence {
  const rule = new Divergence();
  for (const mean of means) {
    // Two steps around the mean.
    rule.add(mean * 0.5);
    rule.add(mean * 1.5);
    rule.endEpoch();
  }
  return rule;
}

describe('Divergence', () => {
  it('is reached where two epochs in a row have a mean above ten times the best', () => {
    expect(after(1, 11, 11).reached).toBe(true);
    expect(after(5, 1, 2, 10.5, 30).reached).toBe(true);
  });

  it('is not reached after one such epoch, after two apart, or at ten times', () => {
    expect(after(1, 11).reached).toBe(false);
    expect(after(1, 11, 1, 11).reached).toBe(false);
    expect(after(1, 10, 10).reached).toBe(false);
    expect(after().reached).toBe(false);
  });

  it('goes on from what it remembers, within an epoch too', () => {
    const whole = after(1, 11);
    whole.add(20);
    const resumed = new Divergence(whole.memory);
    resumed.add(20);
    resumed.endEpoch();
    expect(resumed.reached).toBe(true);
    expect(resumed.memory).toEqual({ sum: 0, count: 0, best: 1, bad: 2 });
  });
});
