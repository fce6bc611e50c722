// @vitest-environment happy-dom
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { Inspector } from '../../../state/inspect/inspector.svelte';
import { inspectedOf, SMALL_MAP } from '../../../state/inspect/test-inspected';
import { engineOf } from '../../../state/training/test-engine';
import { mainOf } from '../../../state/training/test-main';
import MapChoices from './MapChoices.svelte';
import ScaleControls from './ScaleControls.svelte';
import SliceControls from './SliceControls.svelte';

const mounted: Record<string, unknown>[] = [];
const ends: (() => void)[] = [];
afterEach(() => {
  for (const component of mounted.splice(0)) void unmount(component);
  for (const end of ends.splice(0)) end();
  document.body.replaceChildren();
});

function inspectorOf(): Inspector {
  const engine = engineOf('analysis', () => null);
  const inspector = new Inspector({ main: mainOf({}).link, engine: engine.link, show: () => undefined });
  const maps = [
    { ...SMALL_MAP, slices: 33 },
    { ...SMALL_MAP, id: 'other', title: 'Others', slices: 1 }
  ];
  inspector.take(inspectedOf({ maps }));
  ends.push(
    () => inspector.dispose(),
    () => engine.close()
  );
  return inspector;
}

function show<P extends Record<string, unknown>>(component: Component<P>, props: P): void {
  mounted.push(mount(component, { target: document.body, props }));
  flushSync();
}

function at<T extends HTMLElement>(testid: string): T {
  const element = document.querySelector<T>(`[data-testid="${testid}"]`);
  if (!element) throw new Error(`no ${testid}`);
  return element;
}

function type(testid: string, text: string): void {
  const field = at<HTMLInputElement>(testid);
  field.value = text;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}

test('a slice is typed by its number, counted from 1; what is none is not taken', () => {
  const inspector = inspectorOf();
  show(SliceControls, { inspector, slices: 33 });
  type('slice-number', '21');
  expect(inspector.slice).toBe(20);
  for (const wrong of ['0', '34', '2.5', '']) {
    type('slice-number', wrong);
    expect([inspector.slice, at<HTMLInputElement>('slice-number').value]).toEqual([20, '21']);
  }
});

test('slices play until they are paused', () => {
  const inspector = inspectorOf();
  show(SliceControls, { inspector, slices: 33 });
  at('play-slices').click();
  flushSync();
  expect([inspector.maps.player.playing, at('play-slices').getAttribute('aria-label')]).toEqual([true, 'Pause']);
  at('play-slices').click();
  flushSync();
  expect(inspector.maps.player.playing).toBe(false);
});

test('colours are fixed at what is on show, and then at any weight above 0', () => {
  const { maps } = inspectorOf();
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
  const inspector = inspectorOf();
  show(MapChoices, { inspector });
  const choice = at<HTMLSelectElement>('map-choice');
  expect([...choice.options].map(({ textContent }) => textContent)).toEqual(['Weights of a frame', 'Others']);
  choice.selectedIndex = 1;
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  at('map-reading').querySelectorAll('button')[2]?.click();
  flushSync();
  expect([inspector.map?.id, inspector.reading]).toEqual(['other', 'residual']);
});
