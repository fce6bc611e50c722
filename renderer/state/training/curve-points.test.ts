import { expect, test } from 'vitest';
import { MAX_POINTS_PER_REPLY } from '@contract';
import { allPages, continued, joined, newestSnr } from './curve-points';
import { pointAt } from './test-run';

const steps = (points: ReturnType<typeof continued>): number[] => points.map(({ step }) => step);
const curve = [pointAt(1), pointAt(2), pointAt(3)];

test('a curve goes on behind its last point', () => {
  expect(steps(continued(curve, 3, [pointAt(4)]))).toEqual([1, 2, 3, 4]);
  expect(steps(continued([], 0, [pointAt(1)]))).toEqual([1]);
});

test('steps that were lost make room for those that are taken again', () => {
  const again = continued(curve, 1, [pointAt(2, 60)]);
  expect(steps(again)).toEqual([1, 2]);
  expect(again[1]?.snrDb).toBe(60);
  expect(steps(continued(curve, 2, []))).toEqual([1, 2]);
  expect(continued(curve, 3, [])).toBe(curve);
});

test('parts are joined in the order of their steps, and the later one counts where they overlap', () => {
  expect(steps(joined(curve, [pointAt(3), pointAt(4)]))).toEqual([1, 2, 3, 4]);
  expect(steps(joined(curve, [pointAt(7)]))).toEqual([1, 2, 3, 7]);
  expect(joined(curve, [])).toBe(curve);
});

test('the newest accuracy is the last that was measured', () => {
  expect(newestSnr([pointAt(1, 10), pointAt(2, 20), pointAt(3)])).toBe(20);
  expect(newestSnr([])).toBeNull();
});

test('a long curve is read page by page until one is not full', async () => {
  const asked: number[] = [];
  const length = MAX_POINTS_PER_REPLY + 5;
  const all = await allPages((afterStep) => {
    asked.push(afterStep);
    const count = Math.min(MAX_POINTS_PER_REPLY, length - afterStep);
    return Promise.resolve({ points: Array.from({ length: count }, (_, i) => pointAt(afterStep + i + 1)) });
  });
  expect([all.length, all[0]?.step, all[length - 1]?.step]).toEqual([length, 1, length]);
  expect(asked).toEqual([0, MAX_POINTS_PER_REPLY]);
});
