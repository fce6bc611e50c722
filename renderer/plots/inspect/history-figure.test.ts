import { expect, test } from 'vitest';
import { summaryOf } from '../../state/inspect/test-curves';
import { historyMomentAt } from '../../state/inspect/test-moments';
import { momentsScene, momentsTable } from './history-figure';

const moments = [
  historyMomentAt(0, { snrDb: -24.5 }),
  historyMomentAt(10, { snrDb: null, whole: false }),
  historyMomentAt(20, { snrDb: 72 })
];

test('every moment has its accuracy at its place, those that were not measured a gap', () => {
  const { across, panels } = momentsScene(moments);
  expect(Array.from(panels[0]?.curves[0]?.values ?? [])).toEqual([-24.5, NaN, 72]);
  expect(across.whole).toEqual({ low: 0, high: 2 });
  expect(across.ticks?.(0, 2, 5).map(({ label }) => label)).toEqual(['0', '10', '20']);
  expect(across.words(2)).toBe('step 20');
});

test('only landmarks that the run came past stand in its curve, and the axis holds all of it', () => {
  const [panel] = momentsScene(moments).panels;
  expect(panel?.lines?.map(({ value }) => value)).toEqual([0, 70.7]);
  expect(panel?.range).toEqual({ low: -30, high: 80 });
});

test('the table has a line for each moment, with empty cells where nothing was measured', () => {
  const summary = { ...summaryOf(), residualDb: -12.5, meanCorrelation: null, leastCorrelation: 0.5 };
  const table = momentsTable([historyMomentAt(10, { snrDb: null, summary, whole: false })]);
  const [head, line] = table.trimEnd().split('\n');
  expect(head).toMatch(/^step,epoch,SNR \(dB\),residual of all weights \(dB\),mean correlation,least correlation,/);
  expect(line).toMatch(/^10,1,,-12.5,,0.5,.*,0$/);
});
