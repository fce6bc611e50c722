import type { Attachment } from 'svelte/attachments';
import type { PanePlace } from '../state/view-types';
import { followPress } from './press';

export interface PaneInput {
  /** The pointer is here, or left the pane. */
  onPoint(place: PanePlace | null): void;
  /** Pressed and let go in one place. */
  onPress(place: PanePlace): void;
  /** Dragged on by shares of the pane: to the right, up; in all from one place to another. */
  onDrag(by: PanePlace, way: { readonly from: PanePlace; readonly to: PanePlace }): void;
  onDoubleClick(): void;
  onWheel(gesture: WheelGesture): void;
}

/** What a turn of the wheel asks for; factors below 1 zoom in, shares are of what is visible. */
export type WheelGesture =
  | { readonly kind: 'zoom-time'; readonly factor: number; readonly at: PanePlace }
  | { readonly kind: 'zoom-frequency'; readonly factor: number; readonly at: PanePlace }
  | { readonly kind: 'pan-time'; readonly share: number }
  | { readonly kind: 'pan-frequency'; readonly share: number };

export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
}

const LINE_PX = 33;
const PAGE_PX = 400;
/** One notch of a common wheel is 100 px: a zoom by 1.25, a pan by a tenth. */
const ZOOM_PER_PX = Math.log(1.25) / 100;
const PAN_PER_PX = 0.1 / 100;

/** Wheel zooms the time, Shift pans it, Ctrl zooms the frequencies, both pan them; sideways turns always pan. */
export function wheelGesture(turn: WheelTurn, at: PanePlace): WheelGesture | null {
  const unit = turn.deltaMode === 1 ? LINE_PX : turn.deltaMode === 2 ? PAGE_PX : 1;
  const across = turn.deltaX * unit;
  const down = turn.deltaY * unit;
  // Chromium turns Shift+wheel into a sideways one on some systems.
  const along = Math.abs(across) > Math.abs(down) ? across : down;
  if (along === 0) return null;
  if (turn.ctrlKey && turn.shiftKey) return { kind: 'pan-frequency', share: -along * PAN_PER_PX };
  if (turn.ctrlKey) return { kind: 'zoom-frequency', factor: Math.exp(along * ZOOM_PER_PX), at };
  if (turn.shiftKey || along === across) return { kind: 'pan-time', share: along * PAN_PER_PX };
  return { kind: 'zoom-time', factor: Math.exp(along * ZOOM_PER_PX), at };
}

export function placeIn(
  box: { left: number; top: number; width: number; height: number },
  x: number,
  y: number
): PanePlace {
  const share = (value: number, length: number): number => (length > 0 ? Math.min(1, Math.max(0, value / length)) : 0);
  return { x: share(x - box.left, box.width), y: 1 - share(y - box.top, box.height) };
}

/** Pointer and wheel of one pane. */
export function paneInput(input: PaneInput): Attachment<HTMLElement> {
  return (element) => {
    const place = (event: MouseEvent): PanePlace =>
      placeIn(element.getBoundingClientRect(), event.clientX, event.clientY);
    const ending = new AbortController();
    const { signal } = ending;
    let from: PanePlace = { x: 0, y: 0 };
    let to = from;
    element.addEventListener('pointerdown', (event) => (from = place(event)), { signal });
    const point = (event: PointerEvent): void => {
      to = place(event);
      input.onPoint(to);
    };
    element.addEventListener('pointermove', point, { signal });
    element.addEventListener('pointerleave', () => input.onPoint(null), { signal });
    element.addEventListener('dblclick', () => input.onDoubleClick(), { signal });
    const onDrag = (across: number, down: number): void => {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) input.onDrag({ x: across / width, y: -down / height }, { from, to });
    };
    followPress(element, { onPress: (event) => input.onPress(place(event)), onDrag }, signal);
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const gesture = wheelGesture(event, place(event));
      if (gesture) input.onWheel(gesture);
    };
    element.addEventListener('wheel', wheel, { signal, passive: false });
    return () => ending.abort();
  };
}
