import type { MapAxis } from '@contract';
import { ticks } from '@signal/scales/ticks';
import { placesOf } from '../../state/inspect/block-places';
import type { Span } from '../../state/view-maths';

/** A number beside the middle of a row or column. */
export interface AxisMark {
  readonly at: number;
  readonly label: string;
}

/** What is visible of a part of an axis. */
export interface AxisPart extends Span {
  /** Empty where the axis has but one part. */
  readonly name: string;
  /** Place of its first row or column on the whole axis. */
  readonly start: number;
}

/** The parts of an axis that are on screen. */
export function partsOf(axis: MapAxis, span: Span): readonly AxisPart[] {
  const names = axis.parts.length === 0 ? [''] : axis.parts;
  return names
    .map((name, part) => {
      const start = part * axis.count;
      return { name, start, low: Math.max(span.low, start), high: Math.min(span.high, start + axis.count) };
    })
    .filter(({ low, high }) => low < high);
}

/**
 * Marks at round places within each part, numbered from 0 as bins and samples are; none that would touch the first of the
 * next part.
 * @param most about the most marks there is room for on the whole length
 */
export function axisMarks(axis: MapAxis, span: Span, most: number): readonly AxisMark[] {
  const length = span.high - span.low;
  const touch = length / (3 * most);
  return partsOf(axis, span).flatMap(({ start, low, high }, part, parts) => {
    const room = Math.max(1, Math.floor((most * (high - low)) / length));
    // The middle of a place carries its number.
    const [first, last] = [low - start - 0.5, high - start - 0.5];
    return ticks(first, last, room)
      .filter(({ value }) => Number.isInteger(value) && value >= 0 && value < axis.count)
      .map(({ value }) => ({ at: start + value + 0.5, label: String(value) }))
      .filter(({ at }) => part === parts.length - 1 || start + axis.count + 0.5 - at > touch);
  });
}

/** Edges between the parts of an axis that lie inside a span. */
export function partEdges(axis: MapAxis, { low, high }: Span): readonly number[] {
  const edges = axis.parts.slice(1).map((_, i) => (i + 1) * axis.count);
  return edges.filter((edge) => edge > low && edge < high);
}

/** The number within its part of a place on a whole axis. */
export function placeOn({ count }: MapAxis, at: number): number {
  return at % count;
}

/** The place nearest to a position on an axis. */
export function placeAt(axis: MapAxis, position: number): number {
  return Math.min(placesOf(axis) - 1, Math.max(0, Math.floor(position)));
}
