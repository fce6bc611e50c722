import { expect, test } from 'vitest';
import { historyMomentAt } from '../state/inspect/test-moments';
import { MomentScale, placeFor } from './moment-scale';

const size = { width: 300, height: 70 };
const scale = new MomentScale(
  [0, 1, 2, 5].map((step) => historyMomentAt(step, { snrDb: step === 1 ? null : 28 * step })),
  size
);

test('moments stand evenly, whatever steps lie between them', () => {
  expect([0, 1, 2, 3].map((place) => scale.xOf(place))).toEqual([0, 100, 200, 300]);
});

test('a pointer chooses the nearest moment, beyond the ends the first and the last', () => {
  expect([-50, 49, 51, 149, 151, 999].map((x) => scale.placeAt(x))).toEqual([0, 0, 1, 1, 2, 3]);
});

test('0 dB is at the bottom and 140 dB at the top; what lies beyond stands on the edge', () => {
  expect([0, 70, 140, 200, -5].map((db) => scale.yOf(db))).toEqual([70, 35, 0, 0, 70]);
});

test('a network worse than answering zero lowers the bottom', () => {
  const low = new MomentScale([historyMomentAt(0, { snrDb: -60 }), historyMomentAt(1)], { width: 10, height: 100 });
  expect([low.bottomDb, low.yOf(-60), low.yOf(40)]).toEqual([-60, 100, 50]);
});

test('the line joins what was measured, and leaves out the rest', () => {
  expect(scale.line).toBe('0.0,70.0 200.0,42.0 300.0,0.0');
});

test('labels keep their distance, and the last moment always has one', () => {
  expect(scale.labels(50)).toEqual([0, 1, 2, 3]);
  expect(scale.labels(150)).toEqual([1, 3]);
});

test('keys go by one, by ten, and to the ends', () => {
  const keys = ['ArrowLeft', ',', 'ArrowDown', 'ArrowRight', '.', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'x'];
  expect(keys.map((key) => placeFor(key, 20, 50))).toEqual([19, 19, 19, 21, 21, 21, 10, 30, 0, 49, null]);
});

test('one moment, and none, are no division by zero', () => {
  const one = new MomentScale([historyMomentAt(0)], size);
  expect([one.xOf(0), one.placeAt(200), one.labels(50)]).toEqual([0, 0, [0]]);
  const none = new MomentScale([], size);
  expect([none.placeAt(10), none.line, none.labels(50)]).toEqual([0, '', []]);
});
