import { expect, test } from 'vitest';
import type { Experiment } from '@contract';
import { inspectedOf } from '../../state/inspect/test-inspected';
import { runOf } from '../../state/training/test-run';
import { momentWords, trialWords } from './looked-at-words';

test('says which moment of which run is looked at, and nothing of the network in use', () => {
  const moment = inspectedOf({ from: 'moment', run: 'a', step: 1200 });
  expect(momentWords(moment, [runOf('a')])).toBe('Looking at step 1,200 of run a.');
  expect(momentWords(moment, [])).toBe('Looking at step 1,200 of a run that is gone.');
  expect(momentWords(inspectedOf(), [runOf('a')])).toBeNull();
});

test('says what is tried on the weights', () => {
  const tried = (experiment: Experiment): string | null =>
    trialWords(inspectedOf({ experiment: { ...experiment, zeros: 0, beforeDb: null, afterDb: null } }));
  expect(trialWords(inspectedOf())).toBeNull();
  expect(tried({ pruning: { kind: 'bands' }, precision: 'float32' })).toBe('On trial: weights pruned to the bands.');
  expect(tried({ pruning: { kind: 'none' }, precision: 'tf32' })).toBe('On trial: weights rounded to TF32.');
  expect(tried({ pruning: { kind: 'threshold', below: 1e-5 }, precision: 'int8' })).toBe(
    'On trial: weights pruned below 1.0e-5 and rounded to int8.'
  );
});
