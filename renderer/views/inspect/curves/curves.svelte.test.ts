// @vitest-environment happy-dom
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { Outlier } from '@contract';
import { FRAME_MAP, ROW, statisticsOf, summaryOf } from '../../../state/inspect/test-curves';
import { inspectorOf } from '../../../state/inspect/test-inspector';
import { clear, show, type, words } from '../../test-mount';
import OutlierTable from './OutlierTable.svelte';
import PartNumbers from './PartNumbers.svelte';
import PlaceFields from './PlaceFields.svelte';
import StatisticFacts from './StatisticFacts.svelte';

const ends: (() => void)[] = [];
afterEach(() => {
  clear();
  for (const end of ends.splice(0)) end();
});

test('every part is told in numbers, or why it has none', () => {
  show(PartNumbers, { parts: ROW.parts });
  expect(words()).toContain('Real correlation 0.990000000 residual −12.0 dB');
  expect(words()).toContain('Imaginary exactly zero, as it has to be');
});

test('presets and fields lead to rows and slices; those that are not there are refused', () => {
  const map = { ...FRAME_MAP, slices: 33 };
  const { inspector, close } = inspectorOf([map]);
  ends.push(close);
  show(PlaceFields, { inspector, map, maps: [map] });
  document.querySelector<HTMLElement>('[data-testid="preset-10"]')?.click();
  flushSync();
  expect([inspector.row, words()]).toEqual([10, expect.stringContaining('312.5 Hz at 8 kHz')]);
  type('row-slice', '11');
  expect(inspector.slice).toBe(10);
  type('row-number', '129');
  expect([inspector.row, words()]).toEqual([10, expect.stringContaining('A whole number from 0 to 128.')]);
});

test('an outlier leads to its row', () => {
  const outlier: Outlier = { map: FRAME_MAP.id, slice: 0, row: 134, column: 7, learned: 0.5, ideal: 0.25 };
  const gone: Outlier[] = [];
  show(OutlierTable, { outliers: [outlier], maps: [FRAME_MAP], onGo: (to: Outlier) => void gone.push(to) });
  expect(words()).toContain('imaginary, bin 5, sample 7');
  document.querySelector('button')?.click();
  expect(gone).toEqual([outlier]);
});

test('exact weights have no outliers', () => {
  show(OutlierTable, { outliers: [], maps: [FRAME_MAP], onGo: () => undefined });
  expect(words()).toContain('No weight differs from its ideal.');
});

test('weights of noise are called what they are', () => {
  show(StatisticFacts, {
    network: 'shared-frame',
    statistics: statisticsOf(summaryOf({ residualDb: 27, meanCorrelation: 0.002 }))
  });
  expect(words()).toContain('The transform is not there yet: the residual is 27.0 dB re the ideal weights.');
});
