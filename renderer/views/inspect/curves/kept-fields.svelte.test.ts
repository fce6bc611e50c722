// @vitest-environment happy-dom
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { KeptRow } from '@contract';
import { FRAME_MAP, ROW } from '../../../state/inspect/test-curves';
import { at, clear, show } from '../../test-mount';
import { keptWords } from '../kept-words';
import KeptFields from './KeptFields.svelte';

afterEach(clear);

const MAP = { ...FRAME_MAP, slices: 33 };
const rows: readonly KeptRow[] = [0, 10].flatMap((slice) => [1, 5].map((row) => ({ ...ROW, slice, row })));
const kept = { map: MAP, rows };
const moment = { asked: { run: 'a', step: 1200 }, value: kept };

function choose(testid: string, index: number): void {
  const select = at<HTMLSelectElement>(testid);
  select.selectedIndex = index;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}

test('what was kept can be chosen, and nothing else', () => {
  const gone: unknown[] = [];
  show(KeptFields, { kept, shown: { slice: 10, row: 5 }, onGo: (place: unknown) => void gone.push(place) });
  const texts = (testid: string): string[] => [...at<HTMLSelectElement>(testid).options].map(({ text }) => text);
  expect(texts('kept-slice')).toEqual(['Slice 1 of 33', 'Slice 11 of 33']);
  expect(texts('kept-row')).toEqual(['Bin 1, 31.25 Hz at 8 kHz', 'Bin 5, 156.25 Hz at 8 kHz']);
  expect(at<HTMLSelectElement>('kept-row').selectedIndex).toBe(1);
  choose('kept-slice', 0);
  choose('kept-row', 0);
  expect(gone).toEqual([
    { map: 'frame', slice: 0, row: 5 },
    { map: 'frame', slice: 10, row: 1 }
  ]);
});

test('of one slice there is none to choose', () => {
  show(KeptFields, {
    kept: { map: FRAME_MAP, rows: rows.slice(0, 2) },
    shown: { slice: 0, row: 5 },
    onGo: () => undefined
  });
  expect(document.querySelector('[data-testid="kept-slice"]')).toBeNull();
});

test('the words say what was kept, what other views show, and why it is another row', () => {
  const shown = { slice: 0, row: 5 };
  expect(keptWords(moment, { shown, wanted: shown, whole: null })).toBe('Of step 1,200, only these 4 rows were kept.');
  expect(keptWords(moment, { shown, wanted: { slice: 0, row: 7 }, whole: { step: 1100 } })).toBe(
    'Of step 1,200, only these 4 rows were kept. Every other view shows step 1,100. ' +
      'Bin 7 of slice 1 was not: bin 5 of slice 1 is the nearest.'
  );
});
