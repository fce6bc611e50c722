import type { CurveAxis, Span } from './curve-index';
import { DragSpan, type DraggedSpan } from './drag-span.svelte';
import { nextPlace, type IndexedCurve } from './learning-data';
import type { LearningScales } from './learning-scales';

/** A point of one run. */
export interface MarkedPoint {
  readonly run: string;
  readonly place: number;
}

/** The narrowest stretch to zoom into: one step, one millisecond. */
const LEAST_SPAN: Readonly<Record<CurveAxis, number>> = { step: 1, seconds: 1e-3 };
const PAGES = 10;

/** What a person looks at within a chart: a stretch dragged open, and a point that is marked. */
export class LearningView {
  readonly #drag = new DragSpan();
  #zoom = $state.raw<(Span & { readonly by: CurveAxis }) | null>(null);
  #mark = $state.raw<MarkedPoint | null>(null);

  /** The stretch of an axis that was dragged open, null where all of every curve is seen. */
  zoom(by: CurveAxis): Span | null {
    return this.#zoom?.by === by ? this.#zoom : null;
  }

  get mark(): MarkedPoint | null {
    return this.#mark;
  }

  /** The stretch that is being dragged open. */
  get drag(): DraggedSpan | null {
    return this.#drag.span;
  }

  showAll(): void {
    this.#zoom = null;
  }

  unmark(): void {
    this.#mark = null;
  }

  beginDrag(x: number): void {
    this.#drag.begin(x);
  }

  cancelDrag(): void {
    this.#drag.cancel();
  }

  /** Zooms into the dragged stretch; one too narrow changes nothing. */
  endDrag({ scales, by }: ViewScene): void {
    const drag = this.#drag.end();
    if (!drag) return;
    const low = scales.valueAt(drag.left);
    const high = scales.valueAt(drag.left + drag.width);
    if (high - low >= LEAST_SPAN[by]) this.#zoom = { by, low, high };
  }

  /** The pointer is at `x`, `y`: it drags, or marks the nearest point of the nearest curve. */
  pointAt(at: { readonly x: number; readonly y: number }, scene: ViewScene): void {
    if (this.#drag.held) this.#drag.move(inside(scene.scales, at.x));
    else this.#mark = nearestPoint(at, scene);
  }

  /**
   * Moves the mark by one key: arrows to the next point a pixel away or to the next run, Page Up and Down by a tenth of
   * what is seen, Home and End to the ends.
   * @returns whether the key was one of these
   */
  press(key: string, scene: ViewScene): boolean {
    const drawn = scene.curves.filter(({ points }) => points.length > 0);
    const curve = drawn.find(({ run }) => run === this.#mark?.run) ?? drawn.find(({ active }) => active) ?? drawn[0];
    if (!curve) return false;
    const last = curve.points.length - 1;
    const { low, high } = scene.scales.span;
    const pixel = (high - low) / scene.scales.box.width;
    const place = this.#mark && this.#mark.run === curve.run ? Math.min(last, this.#mark.place) : last;
    const to = (reach: number): number => nextPlace(curve, place, { by: scene.by, reach });
    const moves: Readonly<Record<string, () => MarkedPoint>> = {
      ArrowRight: () => ({ run: curve.run, place: to(pixel) }),
      ArrowLeft: () => ({ run: curve.run, place: to(-pixel) }),
      PageUp: () => ({ run: curve.run, place: to((high - low) / PAGES) }),
      PageDown: () => ({ run: curve.run, place: to((low - high) / PAGES) }),
      Home: () => ({ run: curve.run, place: 0 }),
      End: () => ({ run: curve.run, place: last }),
      ArrowUp: () => neighbour(drawn, { curve, place }, { by: scene.by, step: -1 }),
      ArrowDown: () => neighbour(drawn, { curve, place }, { by: scene.by, step: 1 })
    };
    const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
    if (!move) return false;
    this.#mark = move();
    this.#follow(scene);
    return true;
  }

  /** A mark beyond the stretch that is seen takes it along. */
  #follow({ curves, by }: ViewScene): void {
    const mark = this.#mark;
    const at = curves.find(({ run }) => run === mark?.run)?.points[mark?.place ?? -1]?.[by];
    const zoom = this.zoom(by);
    if (at === undefined || !zoom) return;
    const { low, high } = zoom;
    const shift = Math.max(0, at - high) + Math.min(0, at - low);
    this.#zoom = { by, low: low + shift, high: high + shift };
  }
}

/** What is seen, and where. */
export interface ViewScene {
  readonly curves: readonly IndexedCurve[];
  readonly scales: LearningScales;
  readonly by: CurveAxis;
}

function inside({ box }: LearningScales, x: number): number {
  return Math.min(box.left + box.width, Math.max(box.left, x));
}

function nearestPoint(
  { x, y }: { readonly x: number; readonly y: number },
  { curves, scales, by }: ViewScene
): MarkedPoint | null {
  let least = Infinity;
  let found: MarkedPoint | null = null;
  for (const { run, index } of curves) {
    const place = index.nearest(by, scales.valueAt(inside(scales, x)));
    const point = place === null ? undefined : index.points[place];
    if (place === null || !point) continue;
    const distance = Math.hypot(scales.xOf(point[by]) - x, scales.yOf(point.mse) - y);
    if (distance < least) {
      least = distance;
      found = { run, place };
    }
  }
  return found;
}

/** The point of the next run in the list at the same step or time. */
function neighbour(
  curves: readonly IndexedCurve[],
  { curve, place }: { readonly curve: IndexedCurve; readonly place: number },
  { by, step }: { readonly by: CurveAxis; readonly step: 1 | -1 }
): MarkedPoint {
  const next = curves[(curves.indexOf(curve) + step + curves.length) % curves.length] ?? curve;
  return { run: next.run, place: next.index.nearest(by, curve.points[place]?.[by] ?? 0) ?? 0 };
}
