// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { paneInput, placeIn, wheelGesture, type PanePlace, type WheelGesture } from './pane-input';

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
