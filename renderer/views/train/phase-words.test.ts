import { expect, test } from 'vitest';
import type { TrainingState } from '@contract';
import { PLAN } from '../../state/training/test-run';
import { momentWords } from './phase-words';

const words = (training: TrainingState, hasRuns = true): string => momentWords({ training, step: 1240, hasRuns });

test('the first visit shows the way', () => {
  expect(words({ phase: 'idle', last: null }, false)).toContain('Train begins with random weights');
  expect(words({ phase: 'idle', last: null })).toBe('No run is under way.');
});

test.each<[string, TrainingState]>([
  ['Its curve no longer rises.', { phase: 'idle', last: { run: 'a', end: 'plateau' } }],
  ['a smaller learning rate', { phase: 'idle', last: { run: 'a', end: 'diverged' } }],
  ['Starting', { phase: 'starting', run: 'a', network: 'shared-frame', seed: 1 }],
  ['Training shared-frame by gradient descent, seed 7.', { phase: 'training', run: 'a', plan: PLAN }],
  ['Paused after step 1,240', { phase: 'paused', run: 'a', plan: PLAN }],
  ['Stopping', { phase: 'stopping', run: 'a' }],
  ['from its last checkpoint. It ended.', { phase: 'recovering', run: 'a', reason: 'It ended.' }],
  ['The run failed. It ended.', { phase: 'failed', run: 'a', reason: 'It ended.' }]
])('says %s', (part, training) => {
  expect(words(training)).toContain(part);
});
