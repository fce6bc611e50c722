import { expect, test } from 'vitest';
import { accuracyWords, explainTones } from './four-tones-words';

test('the tones are named as in the experiment', () => {
  const tones = [50, 100, 150, 200].map((hz) => ({ hz, bin: hz / 2 }));
  expect(explainTones({ tones })[0]).toContain('Tones called 50, 100, 150 and 200 Hz in the experiment');
  expect(explainTones({ tones: tones.slice(0, 1) })[0]).toContain('Tones called 50 Hz');
});

test('the accuracy is told in numbers, a dash where it is not known', () => {
  const accuracy = { snrDb: 130.53, mse: 2.14e-17, maxAbsError: 4.4e-8, revision: 1 };
  expect(accuracyWords(accuracy)).toBe('SNR 130.5 dB · mean squared error 2.1e-17 · largest error 4.4e-8');
  expect(accuracyWords({ ...accuracy, snrDb: null, mse: 0 })).toBe(
    'SNR – · mean squared error 0 · largest error 4.4e-8'
  );
});
