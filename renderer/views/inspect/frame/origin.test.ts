import { expect, test } from 'vitest';
import type { NetworkInfo } from '@contract';
import { inspectedOf } from '../../../state/inspect/test-inspected';
import { runOf } from '../../../state/training/test-run';
import { originOf } from './origin';

const idle = { phase: 'idle', last: null } as const;
const bundled = { name: 'dense-stft', source: 'bundled', checkpoint: null } as NetworkInfo;
const runs = [{ ...runOf('a'), name: 'my run' }];

test('weights in use are told as the toolbar tells them', () => {
  const session = { network: bundled, training: idle, runs };
  expect(originOf(session, inspectedOf({ step: 10_400, parameters: 17_436_672 }))).toEqual([
    'dense-stft',
    'bundled',
    'step 10,400',
    '120.5 dB',
    '17,436,672 weights'
  ]);
});

test('weights of a run that makes no spectrogram are told by the name of the run, moments as such', () => {
  const session = { network: bundled, training: idle, runs };
  const [, inRun] = originOf(session, inspectedOf({ network: 'dft-128', run: 'a' }));
  const [, moment] = originOf(session, inspectedOf({ from: 'moment', run: 'a' }));
  const [, gone] = originOf(session, inspectedOf({ from: 'moment', run: 'b' }));
  expect([inRun, moment, gone]).toEqual(['my run', 'a moment of my run', 'a moment of a run']);
});

test('an accuracy that was never measured is a dash, and an experiment is told', () => {
  const experiment = { pruning: { kind: 'bands' }, precision: 'float32', zeros: 1, beforeDb: 1, afterDb: 2 } as const;
  const words = originOf({ network: null, training: idle, runs: [] }, inspectedOf({ snrDb: null, experiment }));
  expect([words[1], words[3], words[5]]).toEqual(['in training', '– dB', 'changed on trial']);
  const inUse = { ...bundled, source: 'experiment' } as NetworkInfo;
  const once = originOf({ network: inUse, training: idle, runs: [] }, inspectedOf({ experiment }));
  expect(once.filter((word) => word.endsWith('on trial'))).toEqual(['on trial']);
});
