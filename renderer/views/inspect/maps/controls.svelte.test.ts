// @vitest-environment happy-dom
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { Inspector } from '../../../state/inspect/inspector.svelte';
import { SMALL_MAP } from '../../../state/inspect/test-inspected';
import { inspectorOf } from '../../../state/inspect/test-inspector';
import { at, clear, show, type } from '../../test-mount';
import MapChoices from './MapChoices.svelte';
import ScaleControls from './ScaleControls.svelte';
import SliceControls from './SliceControls.svelte';

const ends: (() => void)[] = [];
afterEach(() => {
  clear();
  for (const end of ends.splice(0)) end();
});

function inspectorOfTwo(): Inspector {
  const { inspector, close } = inspectorOf([
    { ...SMALL_MAP, slices: 33 },
    { ...SMALL_MAP, id: 'other', title: 'Others', slices: 1 }
  ]);
  ends.push(close);
  return inspector;
}

test('a slice is typed by its number, counted from 1; what is none is not taken', () => {
  const inspector = inspectorOfTwo();
  show(SliceControls, { inspector, slices: 33 });
  type('slice-number', '21');
  expect(inspector.slice).toBe(20);
  for (const wrong of ['0', '34', '2.5', '']) {
    type('slice-number', wrong);
    expect([inspector.slice, at<HTMLInputElement>('slice-number').value]).toEqual([20, '21']);
  }
});

test('slices play until they are paused', () => {
  const inspector = inspectorOfTwo();
  show(SliceControls, { inspector, slices: 33 });
  at('play-slices').click();
  flushSync();
  expect([inspector.maps.player.playing, at('play-slices').getAttribute('aria-label')]).toEqual([true, 'Pause']);
  at('play-slices').click();
  flushSync();
  expect(inspector.maps.player.playing).toBe(false);
});

test('colours are fixed at what is on show, and then at any weight above 0', () => {
  const { maps } = inspectorOfTwo();
  show(ScaleControls, { maps });
  maps.see(0.0063788);
  at('fix-scale').click();
  flushSync();
  expect(maps.fixedLimit).toBe(0.00638);
  type('scale-limit', '1e-9');
  expect(maps.fixedLimit).toBe(1e-9);
  for (const wrong of ['0', '-1', 'large']) {
    type('scale-limit', wrong);
    expect([maps.fixedLimit, at<HTMLInputElement>('scale-limit').value]).toEqual([1e-9, '1e-9']);
  }
  at('fix-scale').click();
  expect(maps.fixedLimit).toBeNull();
});

test('maps and readings are chosen by name', () => {
  const inspector = inspectorOfTwo();
  show(MapChoices, { inspector });
  const choice = at<HTMLSelectElement>('map-choice');
  expect([...choice.options].map(({ textContent }) => textContent)).toEqual(['Weights of a frame', 'Others']);
  choice.selectedIndex = 1;
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  at('map-reading').querySelectorAll('button')[2]?.click();
  flushSync();
  expect([inspector.map?.id, inspector.reading]).toEqual(['other', 'residual']);
});
