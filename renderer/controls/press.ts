/** A hand that clicks moves the pointer by less. */
const DRAG_PX = 4;

export interface PressListener {
  /** Let go where it was pressed. */
  onPress(event: PointerEvent): void;
  /** Moved on by pixels, to the right and down, since the press or the last call. */
  onDrag(across: number, down: number): void;
}

/** Tells clicks of the main button from drags, which go on outside of the element, until `signal` ends it. */
export function followPress(element: HTMLElement, listener: PressListener, signal: AbortSignal): void {
  let last: { readonly x: number; readonly y: number } | null = null;
  let dragging = false;
  const end = (): void => {
    last = null;
    dragging = false;
    element.style.cursor = '';
  };
  const press = (event: PointerEvent): void => {
    end();
    if (event.button === 0) last = { x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent): void => {
    if (!last) return;
    const across = event.clientX - last.x;
    const down = event.clientY - last.y;
    if (!dragging && Math.hypot(across, down) < DRAG_PX) return;
    if (!dragging) {
      element.setPointerCapture(event.pointerId);
      element.style.cursor = 'grabbing';
    }
    dragging = true;
    last = { x: event.clientX, y: event.clientY };
    listener.onDrag(across, down);
  };
  const release = (event: PointerEvent): void => {
    if (last && !dragging) listener.onPress(event);
    end();
  };
  const leave = (): void => {
    if (!dragging) end();
  };
  element.addEventListener('pointerdown', press, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointerleave', leave, { signal });
  element.addEventListener('pointercancel', end, { signal });
}
