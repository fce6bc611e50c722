import { describe, expect, it } from 'vitest';
import { pointAt } from './curve-fixtures';
import { CurveMemory, type IndexedCurve, type LearningCurve } from './learning-data';
import { describeCurves, describePoint, formatDuration, pointFacts } from './learning-words';

function curve(points: LearningCurve['points'], name = 'dense', active = true): IndexedCurve {
  const [indexed] = new CurveMemory().update([{ run: name, name, points, active }]);
  if (!indexed) throw new Error('no curve');
  return indexed;
}

describe('pointFacts', () => {
  const points = [pointAt(1180, 2.9e-9, 58.04), { ...pointAt(1240, 2.94e-16), learningRate: 1e-3, msPerStep: 111.26 }];

  it('tell one point', () => {
    expect(pointFacts(curve(points), 0)).toEqual([
      ['step', '1,180'],
      ['time', '11.8 s'],
      ['MSE', '2.9e-9'],
      ['SNR', '58.0 dB'],
      ['rate', '0.75'],
      ['ms/step', '10.0']
    ]);
  });

  it('name the step of the last measurement where the point has none', () => {
    expect(pointFacts(curve(points), 1).slice(2)).toEqual([
      ['MSE', '2.9e-16'],
      ['SNR', '58.0 dB at 1,180'],
      ['rate', '0.001'],
      ['ms/step', '111.3']
    ]);
  });

  it('say what is not known, and what is no number', () => {
    expect(pointFacts(curve([pointAt(1, NaN)]), 0).slice(2, 4)).toEqual([
      ['MSE', 'no number'],
      ['SNR', '–']
    ]);
    expect(pointFacts(curve([]), 0)).toEqual([]);
  });

  it('are read aloud in one sentence', () => {
    expect(describePoint(curve([pointAt(1, 0.5, 3)]), 0)).toBe(
      'dense: step 1, time 0.01 s, MSE 5.0e-1, SNR 3.0 dB, rate 0.75, ms/step 10.0.'
    );
  });
});

describe('describeCurves', () => {
  it('tells that there is none', () => {
    expect(describeCurves([])).toBe('No training yet.');
    expect(describeCurves([curve([])])).toBe('No training yet.');
  });

  it('tells the active one in full, of the others how far they came', () => {
    const other = curve([pointAt(1, 0.001, 2), pointAt(2000, 1e-12, 91.2)], 'shared', false);
    const silent = curve([pointAt(5, 0.001)], 'inverse', false);
    const active = curve([pointAt(1, 0.0019), pointAt(20, 1e-9, 63), pointAt(34, 2e-16)]);
    expect(describeCurves([other, active, silent])).toBe(
      'dense: learning curve from step 1 to 34; the mean squared error went from 1.9e-3 to 2.0e-16 in 0.34 s. ' +
        'Accuracy on held-out noise: 63.0 dB at step 20. shared: 91.2 dB after 2,000 steps. ' +
        'inverse: not measured yet after 5 steps.'
    );
  });
});

describe('formatDuration', () => {
  it('takes the unit that suits', () => {
    expect([0.344, 9.999, 12.34, 59.96, 303, 3599.6, 7500].map(formatDuration)).toEqual([
      '0.34 s',
      '10.0 s',
      '12.3 s',
      '1 min 0 s',
      '5 min 3 s',
      '1 h 0 min',
      '2 h 5 min'
    ]);
  });
});
