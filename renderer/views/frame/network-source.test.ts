import { expect, test } from 'vitest';
import type { NetworkInfo } from '@contract';
import { PLAN } from '../../state/training/test-run';
import { onTrial, sourceOf } from './network-source';

const network: NetworkInfo = {
  name: 'shared-frame',
  checkpoint: null,
  source: 'training',
  revision: 3,
  parameters: 66_048,
  step: 12,
  snrDb: 90
};
const idle = { phase: 'idle', last: null } as const;

test('says where the weights come from', () => {
  expect(sourceOf({ ...network, source: 'bundled', checkpoint: 'x' }, idle)).toBe('bundled');
  expect(sourceOf({ ...network, source: 'file', checkpoint: 'mine.checkpoint' }, idle)).toBe('mine.checkpoint');
  expect(sourceOf({ ...network, source: 'file' }, idle)).toBe('from a file');
});

test('weights of a run are in training until it ends', () => {
  const running = { phase: 'training', run: 'a', plan: PLAN } as const;
  expect(sourceOf({ ...network, source: 'run', checkpoint: 'my run' }, running)).toBe('my run');
  expect(sourceOf(network, { ...running, phase: 'paused' })).toBe('in training');
  expect(sourceOf(network, running)).toBe('in training');
  expect(sourceOf(network, { phase: 'stopping', run: 'a' })).toBe('in training');
  expect(sourceOf(network, idle)).toBe('trained here');
  expect(sourceOf({ ...network, checkpoint: 'saved.checkpoint' }, idle)).toBe('saved.checkpoint');
});

test('a moment of a run and weights on trial are told apart from what is in use', () => {
  expect(sourceOf({ ...network, source: 'moment' }, idle)).toBe('earlier moment');
  expect(sourceOf({ ...network, source: 'experiment' }, idle)).toBe('on trial');
  expect(onTrial({ ...network, source: 'moment' })).toBe(true);
  expect(onTrial({ ...network, source: 'experiment' })).toBe(true);
  expect(onTrial(network)).toBe(false);
  expect(onTrial(null)).toBe(false);
});
