// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WeightStatistics } from '@contract';
import { settle } from '../test-grid';
import { engineOf, type TestEngine } from '../training/test-engine';
import { MAX_MOMENTS, mergeMoments, Statistics, withMoment, type SeenMoment } from './statistics.svelte';
import { statisticsOf, summaryOf } from './test-curves';
import { inspectedOf } from './test-inspected';

const momentAt = (step: number): SeenMoment => ({ step, summary: summaryOf({ zeros: step }) });
const stepsOf = (moments: readonly SeenMoment[]): number[] => moments.map(({ step }) => step);

let answer: () => WeightStatistics;
let engine: TestEngine;
let statistics: Statistics;
beforeEach(async () => {
  answer = () => statisticsOf();
  engine = engineOf('analysis', () => answer());
  statistics = new Statistics(engine.link);
  await engine.connect();
});
afterEach(() => {
  statistics.dispose();
  engine.close();
});

async function arrived(count: number): Promise<void> {
  await vi.waitFor(() => expect(engine.asked).toHaveLength(count), { timeout: 2000 });
  for (let i = 0; i < 4; i++) await settle();
}

test('statistics are asked for once a revision, and the steps of a run line up', async () => {
  statistics.follow(inspectedOf({ run: 'a', step: 10, revision: 1 }));
  await arrived(1);
  statistics.follow(inspectedOf({ run: 'a', step: 10, revision: 1, snrDb: 50 }));
  answer = () => statisticsOf({ revision: 2, zeros: 7 });
  statistics.follow(inspectedOf({ run: 'a', step: 20, revision: 2 }));
  await arrived(2);
  expect(stepsOf(statistics.moments)).toEqual([10, 20]);
  expect(statistics.answer?.value.zeros).toBe(7);
});

test('another run begins anew, and weights changed on trial are not counted', async () => {
  statistics.follow(inspectedOf({ run: 'a', step: 10 }));
  await arrived(1);
  const experiment = {
    pruning: { kind: 'bands' },
    precision: 'float32',
    zeros: 1,
    beforeDb: 1,
    afterDb: 2
  } as const;
  statistics.follow(inspectedOf({ run: 'b', step: 5, revision: 2, experiment }));
  await arrived(2);
  expect(statistics.moments).toEqual([]);
});

describe('the moments that are kept', () => {
  test('stand in the order of their steps, and a step once', () => {
    const moments = [30, 10, 20, 10].reduce<readonly SeenMoment[]>((all, step) => withMoment(all, momentAt(step)), []);
    expect(stepsOf(moments)).toEqual([10, 20, 30]);
  });

  test('are thinned where they are too many; the last one stays', () => {
    let moments: readonly SeenMoment[] = [];
    for (let step = 0; step <= MAX_MOMENTS; step++) moments = withMoment(moments, momentAt(step));
    expect(moments.length).toBe(MAX_MOMENTS / 2 + 1);
    expect(stepsOf(moments).slice(0, 3)).toEqual([0, 2, 4]);
    expect(moments.at(-1)?.step).toBe(MAX_MOMENTS);
  });

  test('join those of the disk', () => {
    const kept = [0, 5].map((step) => ({
      step,
      epoch: 0,
      snrDb: null,
      whole: true,
      summary: summaryOf({ zeros: 99 })
    }));
    const merged = mergeMoments([momentAt(3), momentAt(5)], kept);
    expect(merged.map(({ step, summary }) => [step, summary.zeros])).toEqual([
      [0, 99],
      [3, 3],
      [5, 99]
    ]);
  });
});
