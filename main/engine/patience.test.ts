import { expect, it } from 'vitest';
import { SKETCH_LEVEL } from '@contract';
import { patienceOf } from './patience';

it('what is not on screen yet comes first, what completes the waveform or is to be heard next, numbers last', () => {
  const source = { clip: 'a', channel: 'mix', rate: 8000 } as const;
  const range = { clip: 'a', channel: 'mix', startSeconds: 0, endSeconds: 1, columns: 1 } as const;
  const tile = { ...source, level: SKETCH_LEVEL, index: 0 };
  const groups = [
    [
      { kind: 'describe', ...source },
      { kind: 'sketch-peaks', ...range },
      { kind: 'sketch-tile', ...tile },
      { kind: 'tile', ...tile, level: SKETCH_LEVEL - 1 }
    ],
    [
      { kind: 'peaks', ...range },
      { kind: 'resynthesize', ...source, of: 'network' }
    ],
    [{ kind: 'tile', ...tile }],
    [{ kind: 'maximum', ...source }]
  ] as const;
  const found = groups.map((calls) => calls.map(patienceOf));
  for (const group of found) expect(new Set(group).size).toBe(1);
  const order = found.map(([first]) => first ?? NaN);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(new Set(order).size).toBe(4);
});
