// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import type { EngineMessage, TrainingPoint } from '@contract';
import type { EngineRequest } from '@contract/schemas';
import { EngineLink } from '../link/engine-link';
import { settle } from './test-grid';
import { joined, TrainingCurve } from './training.svelte';

const point = (step: number, snrDb: number | null = null): TrainingPoint => ({
  epoch: 0,
  step,
  mse: 1 / (step + 1),
  snrDb,
  seconds: step / 10,
  msPerStep: 10
});
const steps = (curve: TrainingCurve): number[] => curve.points.map(({ step }) => step);

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** A curve on a link whose engine remembers `history`. */
async function setUp(history: readonly TrainingPoint[]): Promise<{
  curve: TrainingCurve;
  send(message: EngineMessage): Promise<void>;
}> {
  const link = new EngineLink('training');
  const curve = new TrainingCurve(link);
  const { port1, port2 } = new MessageChannel();
  ends.push(() => (curve.dispose(), link.drop(), port2.close()));
  port2.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
    if (data.type === 'call') port2.postMessage({ type: 'reply', job: data.job, value: { points: history } });
  };
  link.attach(port1);
  await settle();
  await settle();
  return { curve, send: async (message) => await (port2.postMessage(message), await settle(), settle()) };
}

test('joined curves go on where the first ends', () => {
  expect(joined([point(0), point(1)], [point(1), point(2)]).map(({ step }) => step)).toEqual([0, 1, 2]);
  expect(joined([], [point(5)])).toHaveLength(1);
  const same = [point(3)];
  expect(joined(same, [point(2)])).toBe(same);
});

test('the points of before are asked for when the engine is there, and pushes go on from them', async () => {
  const { curve, send } = await setUp([point(0), point(1, 12)]);
  expect(steps(curve)).toEqual([0, 1]);
  expect(curve.snrDb).toBe(12);
  curve.begin('a');
  await send({ type: 'training', run: 'a', points: [point(0, 3)] });
  expect(steps(curve)).toEqual([0]);
  await send({ type: 'training', run: 'a', points: [point(0, 3), point(1)] });
  expect(steps(curve)).toEqual([0, 1]);
  expect([curve.last?.step, curve.snrDb]).toEqual([1, 3]);
});

test('another run starts an empty curve', async () => {
  const { curve, send } = await setUp([]);
  await send({ type: 'training', run: 'a', points: [point(7)] });
  await send({ type: 'training', run: 'b', points: [point(0)] });
  expect(steps(curve)).toEqual([0]);
  curve.begin('b');
  expect(steps(curve)).toEqual([0]);
  curve.begin('c');
  expect(curve.points).toEqual([]);
  expect([curve.last, curve.snrDb]).toEqual([null, null]);
});
