// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { AppError, type FourTones } from '@contract';
import { EngineLink } from '../../link/engine-link';
import { settle } from '../test-grid';
import { FourTonesTest } from './four-tones.svelte';
import { engineOf } from './test-engine';

const figure: FourTones = {
  frames: 1,
  bins: 1,
  tones: [{ hz: 50, bin: 25 }],
  reference: Float32Array.of(1),
  network: Float32Array.of(1),
  accuracy: { snrDb: 130, mse: 0, maxAbsError: 0, revision: 1 }
};
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

test('the figure comes with the engine', async () => {
  const engine = engineOf('analysis', () => figure);
  const four = new FourTonesTest(engine.link);
  ends.push(
    () => four.withdraw(),
    () => engine.close()
  );
  four.run();
  expect(four.figure).toBeNull();
  await engine.connect();
  expect(four.figure?.tones).toEqual([{ hz: 50, bin: 25 }]);
});

test('a network that cannot be tested says why; the next one makes it good', async () => {
  const link = new EngineLink('analysis');
  const answers = [
    () => Promise.reject(new AppError('refused', 'It makes no spectrogram.')),
    () => Promise.resolve(figure)
  ];
  Object.assign(link, { ask: () => answers.shift()?.() });
  const four = new FourTonesTest(link);
  four.run();
  await settle();
  expect([four.figure, four.problem]).toEqual([null, 'It makes no spectrogram.']);
  four.run();
  await settle();
  expect([four.figure?.bins, four.problem]).toEqual([1, null]);
});

test('a test that was withdrawn shows nothing', async () => {
  const engine = engineOf('analysis', () => figure);
  ends.push(() => engine.close());
  const four = new FourTonesTest(engine.link);
  four.run();
  four.withdraw();
  await engine.connect();
  expect(four.figure).toBeNull();
});
