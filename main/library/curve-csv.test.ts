import { expect, test } from 'vitest';
import { curveCsv } from './curve-csv';

test('every number is there as it is, and what was not measured is empty', () => {
  const point = { step: 1, epoch: 1, mse: 2.5e-16, snrDb: null, seconds: 0.125, msPerStep: 4.5, learningRate: 0.75 };
  expect(curveCsv([point, { ...point, step: 2, snrDb: 131.25 }])).toBe(
    'step,epoch,mse,snr_db,seconds,ms_per_step,learning_rate\n' +
      '1,1,2.5e-16,,0.125,4.5,0.75\n' +
      '2,1,2.5e-16,131.25,0.125,4.5,0.75\n'
  );
  expect(curveCsv([])).toBe('step,epoch,mse,snr_db,seconds,ms_per_step,learning_rate\n');
});
