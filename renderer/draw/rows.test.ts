import { describe, expect, it } from 'vitest';
import { planRows } from './rows';

/** Five bins at 0, 100, 200, 300, 400 Hz. */
const axes = { frames: 1, bins: 5, startSeconds: 0, hopSeconds: 1, binHz: 100, rate: 1000 };
const view = (lowHz: number, highHz: number) => ({ startSeconds: 0, endSeconds: 1, lowHz, highHz });

describe('planRows', () => {
  it('has the highest frequency on top and half of the first and last bin', () => {
    const plan = planRows(view(0, 400), axes, 8);
    expect([...plan.firstBin]).toEqual([4, 3, 2, 1, 0]);
    expect([...plan.endBin]).toEqual([5, 4, 3, 2, 1]);
    expect(plan.groups).toBe(5);
    expect([...plan.groupOfRow]).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
  });

  it('joins bins where rows are larger, each in one row', () => {
    const plan = planRows(view(-50, 450), axes, 2);
    expect([...plan.firstBin]).toEqual([2, 0]);
    expect([...plan.endBin]).toEqual([5, 2]);
  });

  it('leaves rows beyond the grid without a group', () => {
    const plan = planRows(view(-150, 650), axes, 8);
    expect([...plan.groupOfRow]).toEqual([-1, -1, 0, 1, 2, 3, 4, -1]);
  });
});
