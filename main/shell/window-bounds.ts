export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Place and size of the window when it is not maximised, and whether it is. */
export interface WindowBounds extends Rectangle {
  readonly maximized: boolean;
}

export const MIN_SIZE = { width: 800, height: 600 } as const;
const DEFAULT_SIZE = { width: 1440, height: 900 } as const;
/** Least part of the title bar, in pixels, that must lie on a display to be taken hold of. */
const GRIP = { width: 96, height: 24 } as const;

/**
 * Where to open the window: where it was, if a person can still reach it there; else centred on the first display.
 * @param areas the work areas of the present displays, the primary first; at least one
 */
export function placeWindow(saved: WindowBounds | null, areas: readonly Rectangle[]): Partial<Rectangle> {
  const home = saved && areas.find((area) => reachable(saved, area));
  if (!saved || !home) {
    const area = areas[0];
    if (!area) throw new Error('a window needs at least one display');
    return fitted(DEFAULT_SIZE, area);
  }
  return { x: saved.x, y: saved.y, ...fitted(saved, home) };
}

function reachable(bounds: Rectangle, area: Rectangle): boolean {
  const left = Math.max(bounds.x, area.x);
  const right = Math.min(bounds.x + bounds.width, area.x + area.width);
  const below = area.y + area.height - bounds.y;
  return right - left >= GRIP.width && bounds.y >= area.y && below >= GRIP.height;
}

function fitted(size: { width: number; height: number }, area: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(MIN_SIZE.width, Math.min(size.width, area.width)),
    height: Math.max(MIN_SIZE.height, Math.min(size.height, area.height))
  };
}
