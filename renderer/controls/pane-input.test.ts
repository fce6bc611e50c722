// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { PanePlace } from '../state/view-types';
import { paneInput, placeIn, wheelGesture, type WheelGesture } from './pane-input';

const at = { x: 0.25, y: 0.5 };
const notch = { deltaX: 0, deltaY: 100, deltaMode: 0, ctrlKey: false, shiftKey: false };

test('a notch of the wheel zooms the time at the pointer; back and forth cancel', () => {
  const out = wheelGesture(notch, at);
  const back = wheelGesture({ ...notch, deltaY: -100 }, at);
  if (out?.kind !== 'zoom-time' || back?.kind !== 'zoom-time') throw new Error('not a zoom');
  expect(out.at).toEqual(at);
  expect(out.factor).toBeCloseTo(1.25, 12);
  expect(out.factor * back.factor).toBeCloseTo(1, 12);
});

test('modifiers choose axis and kind', () => {
  expect(wheelGesture({ ...notch, shiftKey: true }, at)).toEqual({ kind: 'pan-time', share: 0.1 });
  expect(wheelGesture({ ...notch, deltaX: 100, deltaY: 0 }, at)).toEqual({ kind: 'pan-time', share: 0.1 });
  expect(wheelGesture({ ...notch, deltaX: 100, deltaY: 0, shiftKey: true }, at)?.kind).toBe('pan-time');
  expect(wheelGesture({ ...notch, ctrlKey: true }, at)?.kind).toBe('zoom-frequency');
  expect(wheelGesture({ ...notch, ctrlKey: true, shiftKey: true }, at)).toEqual({ kind: 'pan-frequency', share: -0.1 });
});

test('lines count as pixels, and no turn is no gesture', () => {
  expect(wheelGesture({ ...notch, deltaY: 3, deltaMode: 1, shiftKey: true }, at)).toEqual({
    kind: 'pan-time',
    share: expect.closeTo(0.099, 6) as number
  });
  expect(wheelGesture({ ...notch, deltaY: 0 }, at)).toBeNull();
});

test('places count from the lower left corner', () => {
  const box = { left: 100, top: 50, width: 200, height: 100 };
  expect(placeIn(box, 150, 75)).toEqual({ x: 0.25, y: 0.75 });
  expect(placeIn(box, 0, 500)).toEqual({ x: 0, y: 0 });
  expect(placeIn({ ...box, width: 0 }, 150, 75).x).toBe(0);
});

test('listens on its element until it is detached', () => {
  const element = document.createElement('div');
  element.getBoundingClientRect = () => new DOMRect(0, 0, 200, 100);
  const seen: (PanePlace | WheelGesture | null)[] = [];
  const detach = paneInput({
    onPoint: (place) => seen.push(place),
    onPress: (place) => seen.push(place),
    onDrag: (by) => seen.push(by),
    onDoubleClick: () => seen.push(null),
    onWheel: (gesture) => seen.push(gesture)
  })(element);
  const move = (): boolean => element.dispatchEvent(new PointerEvent('pointermove', { clientX: 50, clientY: 50 }));
  move();
  element.dispatchEvent(new PointerEvent('pointerdown', { button: 2 }));
  const wheel = new WheelEvent('wheel', { deltaY: 100, cancelable: true });
  element.dispatchEvent(wheel);
  element.dispatchEvent(new PointerEvent('pointerleave'));
  expect(seen).toEqual([{ x: 0.25, y: 0.5 }, expect.objectContaining({ kind: 'zoom-time' }), null]);
  expect(wheel.defaultPrevented).toBe(true);
  if (detach) detach();
  move();
  expect(seen).toHaveLength(3);
});

test('a click presses, a drag moves on by shares of the pane and presses nothing', () => {
  const element = document.createElement('div');
  element.getBoundingClientRect = () => new DOMRect(0, 0, 200, 100);
  const captured: number[] = [];
  element.setPointerCapture = (pointer) => captured.push(pointer);
  const presses: PanePlace[] = [];
  const drags: PanePlace[] = [];
  const ways: { from: PanePlace; to: PanePlace }[] = [];
  let doubles = 0;
  paneInput({
    onPoint: () => undefined,
    onPress: (place) => presses.push(place),
    onDrag: (by, way) => {
      drags.push(by);
      ways.push(way);
    },
    onDoubleClick: () => void doubles++,
    onWheel: () => undefined
  })(element);
  const send = (type: string, clientX: number, clientY: number, button = 0): boolean =>
    element.dispatchEvent(new PointerEvent(type, { clientX, clientY, button, pointerId: 7 }));
  send('pointerdown', 50, 50);
  send('pointermove', 52, 51);
  expect(presses).toEqual([]);
  send('pointerup', 52, 50);
  expect([presses, drags, captured]).toEqual([[{ x: 0.26, y: 0.5 }], [], []]);

  send('pointerdown', 50, 50);
  send('pointermove', 70, 40);
  send('pointerleave', 70, 40);
  send('pointermove', 60, 40);
  send('pointerup', 60, 40);
  send('pointermove', 90, 40);
  expect(presses).toHaveLength(1);
  expect(drags).toEqual([
    { x: 0.1, y: 0.1 },
    { x: -0.05, y: -0 }
  ]);
  expect(ways).toEqual([
    { from: { x: 0.25, y: 0.5 }, to: { x: 0.35, y: 0.6 } },
    { from: { x: 0.25, y: 0.5 }, to: { x: 0.3, y: 0.6 } }
  ]);
  expect(captured).toEqual([7]);

  send('pointerdown', 50, 50, 2);
  send('pointerup', 50, 50, 2);
  send('pointerdown', 50, 50);
  send('pointerleave', 50, 50);
  send('pointerup', 50, 50);
  expect(presses).toHaveLength(1);
  element.dispatchEvent(new MouseEvent('dblclick'));
  expect(doubles).toBe(1);
});
