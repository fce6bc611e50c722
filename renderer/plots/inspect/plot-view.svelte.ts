import type { Span } from '../curve-index';
import { DragSpan, type DraggedSpan } from '../drag-span.svelte';
import { nearestPlace, positionOf, type Curve, type CurveScene } from './curve-scene';
import type { CurveScales } from './curve-scales';

/** The narrowest stretch to zoom into, in steps of the curves. */
const LEAST_STEPS = 4;
const PAGES = 10;
const ZOOM = 1.5;

/** What a person looks at within a figure of curves: a stretch that was zoomed into, and a position that is marked. */
export class PlotView {
  readonly #drag = new DragSpan();
  #zoom = $state.raw<{ readonly span: Span; readonly of: Span } | null>(null);
  #mark = $state<number | null>(null);

  /** What is seen of an axis. */
  spanOf({ whole }: Pick<CurveScene['across'], 'whole'>): Span {
    const zoom = this.#zoom;
    return zoom && zoom.of.low === whole.low && zoom.of.high === whole.high ? zoom.span : whole;
  }

  /** Position, null where none is marked. */
  get mark(): number | null {
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

  /** Zooms into the dragged stretch; a click changes nothing. */
  endDrag(scene: CurveScene, scales: CurveScales): void {
    const drag = this.#drag.end();
    if (drag) this.#show(scene, { low: scales.positionAt(drag.left), high: scales.positionAt(drag.left + drag.width) });
  }

  /** The pointer is at `x`: it drags, or marks the nearest position that has a value. */
  pointAt(x: number, scene: CurveScene, scales: CurveScales): void {
    if (this.#drag.held)
      this.#drag.move(Math.min(scales.xOf(scales.span.high), Math.max(scales.xOf(scales.span.low), x)));
    else this.#mark = snapped(scene, scales.positionAt(x));
  }

  /** Zooms by a factor around `x`; above 1 comes nearer. */
  zoomAt(
    x: number,
    scene: CurveScene,
    { scales, factor }: { readonly scales: CurveScales; readonly factor: number }
  ): void {
    const at = scales.positionAt(x);
    const { low, high } = scales.span;
    this.#show(scene, { low: at - (at - low) / factor, high: at + (high - at) / factor });
  }

  /**
   * Moves the mark by one key: arrows to the next position that is a pixel away, Page Up and Down by a tenth of what is
   * seen, Home and End to the ends; + and - zoom around it.
   * @returns whether the key was one of these
   */
  press(key: string, scene: CurveScene, scales: CurveScales): boolean {
    const step = guide(scene)?.positions.step ?? 1;
    const { low, high } = scales.span;
    const pixel = (high - low) / scales.frame.width;
    const reach = Math.max(step, Math.ceil(pixel / step) * step);
    const page = Math.max(reach, (high - low) / PAGES);
    const from = this.#mark ?? (low + high) / 2;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: from + reach,
      ArrowLeft: from - reach,
      PageUp: from + page,
      PageDown: from - page,
      Home: scene.across.whole.low,
      End: scene.across.whole.high
    };
    const zoom = key === '+' || key === '=' ? ZOOM : key === '-' ? 1 / ZOOM : null;
    if (zoom !== null) this.zoomAt(scales.xOf(from), scene, { scales, factor: zoom });
    else if (Object.hasOwn(moves, key)) this.#moveTo(moves[key] ?? from, scene, scales);
    else return false;
    return true;
  }

  /** A mark beyond what is seen takes it along. */
  #moveTo(position: number, scene: CurveScene, { span: { low, high } }: CurveScales): void {
    const { whole } = scene.across;
    const at = snapped(scene, Math.min(whole.high, Math.max(whole.low, position)));
    this.#mark = at;
    const shift = Math.max(0, at - high) + Math.min(0, at - low);
    if (shift !== 0) this.#show(scene, { low: low + shift, high: high + shift });
  }

  /** Shows a stretch, or the part of it that there is; all where it is no longer a part. */
  #show(scene: CurveScene, { low, high }: Span): void {
    const { whole } = scene.across;
    const step = guide(scene)?.positions.step ?? 1;
    if (high - low < LEAST_STEPS * step) return;
    if (high - low >= whole.high - whole.low) return this.showAll();
    const shift = Math.max(0, whole.low - low) - Math.max(0, high - whole.high);
    this.#zoom = { span: { low: low + shift, high: high + shift }, of: whole };
  }
}

/** The curve whose positions are marked: the first one with any. */
function guide({ panels }: CurveScene): Curve | null {
  return panels.flatMap(({ curves }) => curves).find(({ values }) => values.length > 0) ?? null;
}

function snapped(scene: CurveScene, position: number): number {
  const curve = guide(scene);
  const place = curve && nearestPlace(curve, position);
  return curve && place !== null ? positionOf(curve.positions, place) : position;
}
