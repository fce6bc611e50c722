// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { View } from './view.svelte';

const limits = { time: { end: 10, shortest: 0.1 }, frequency: { end: 4000, shortest: 250 } };

function shown(): View {
  const view = new View();
  view.show(limits);
  return view;
}

test('a new clip is shown whole', () => {
  const view = shown();
  expect(view.range).toEqual({ startSeconds: 0, endSeconds: 10, lowHz: 0, highHz: 4000 });
  expect(view.fitted).toBe(true);
});

test('zooms at a time and a frequency, and fits again', () => {
  const view = shown();
  view.zoomTime(0.5, 0);
  view.zoomFrequency(0.25, 4000);
  expect(view.range).toEqual({ startSeconds: 0, endSeconds: 5, lowHz: 3000, highHz: 4000 });
  expect(view.fitted).toBe(false);
  view.fit();
  expect(view.fitted).toBe(true);
});

test('pans by shares of what is visible and stops at the ends', () => {
  const view = shown();
  view.zoomTime(0.2);
  view.panTime(0.5);
  expect(view.range).toMatchObject({ startSeconds: 5, endSeconds: 7 });
  view.panTime(-100);
  expect(view.range).toMatchObject({ startSeconds: 0, endSeconds: 2 });
  view.zoomFrequency(0.5, 0);
  view.panFrequency(0.5);
  expect(view.range).toMatchObject({ lowHz: 1000, highHz: 3000 });
});

test('another rate keeps the times and shows all its frequencies', () => {
  const view = shown();
  view.zoomTime(0.2);
  view.regrid({ ...limits, frequency: { end: 8000, shortest: 500 } });
  expect(view.range).toEqual({ startSeconds: 4, endSeconds: 6, lowHz: 0, highHz: 8000 });
});

test('follows the playing position page by page', () => {
  const view = shown();
  view.zoomTime(0.2, 0);
  view.follow(1.4, 1.5);
  expect(view.range).toMatchObject({ startSeconds: 0, endSeconds: 2 });
  view.follow(1.9, 2.1);
  expect(view.range.startSeconds).toBeCloseTo(2.1);
  view.follow(4, 9.5);
  expect(view.range).toMatchObject({ startSeconds: 8, endSeconds: 10 });
});

test('does not follow into a part the person has left', () => {
  const view = shown();
  view.zoomTime(0.2, 0);
  view.panTime(2);
  view.follow(1.9, 2.1);
  expect(view.range).toMatchObject({ startSeconds: 4, endSeconds: 6 });
});

test('reveals a point', () => {
  const view = shown();
  view.zoomTime(0.2, 0);
  view.zoomFrequency(0.5, 0);
  view.reveal({ seconds: 3, hz: 3000 }, { seconds: 0, hz: 0 });
  expect(view.range).toEqual({ startSeconds: 1, endSeconds: 3, lowHz: 1000, highHz: 3000 });
});

test('reveals a point with some of what lies around it, up to the ends of the clip', () => {
  const view = shown();
  const margin = { seconds: 0.25, hz: 125 };
  view.zoomTime(0.2, 0);
  view.zoomFrequency(0.5, 0);
  view.reveal({ seconds: 2, hz: 2000 }, margin);
  expect(view.range).toEqual({ startSeconds: 0.25, endSeconds: 2.25, lowHz: 125, highHz: 2125 });
  view.reveal({ seconds: 0.5, hz: 250 }, margin);
  expect(view.range.startSeconds).toBe(0.25);
  view.reveal({ seconds: 0.1, hz: 0 }, margin);
  expect(view.range).toMatchObject({ startSeconds: 0, lowHz: 0 });
  view.reveal({ seconds: 10, hz: 4000 }, margin);
  expect(view.range).toMatchObject({ endSeconds: 10, highHz: 4000 });
  view.reveal({ seconds: 5, hz: 2000 }, { seconds: 99, hz: 9999 });
  expect(view.range).toEqual({ startSeconds: 4, endSeconds: 6, lowHz: 1000, highHz: 3000 });
});

test('goes back to a part that was shown, as far as the clip has it', () => {
  const view = shown();
  view.restore({ startSeconds: 2, endSeconds: 4, lowHz: 1000, highHz: 2000 });
  expect(view.range).toEqual({ startSeconds: 2, endSeconds: 4, lowHz: 1000, highHz: 2000 });
  view.restore({ startSeconds: 9, endSeconds: 99, lowHz: 3900, highHz: 3901 });
  expect(view.range).toEqual({ startSeconds: 0, endSeconds: 10, lowHz: 3750, highHz: 4000 });
});

test('shows a stretch of time, and turns to the page of a moment', () => {
  const view = shown();
  view.showTime(2, 4);
  expect(view.range).toEqual({ startSeconds: 2, endSeconds: 4, lowHz: 0, highHz: 4000 });
  view.showMoment(3);
  expect(view.range.startSeconds).toBe(2);
  view.showMoment(7);
  expect(view.range).toMatchObject({ startSeconds: 7, endSeconds: 9 });
});
