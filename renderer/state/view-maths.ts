/** An interval on one axis. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** Where a span may lie: inside 0..end, and at least `shortest` long (or all of it, where the whole is shorter). */
export interface SpanLimits {
  readonly end: number;
  readonly shortest: number;
}

/** The limits of a view are where its picture ends: a span outside is moved inside, one too long is the whole. */
export function withinLimits({ low, high }: Span, { end, shortest }: SpanLimits): Span {
  const length = Math.min(end, Math.max(high - low, Math.min(shortest, end)));
  const start = Math.min(Math.max(low, 0), end - length);
  return { low: start, high: start + length };
}

/**
 * Makes a span `factor` times as long (below 1 zooms in) such that the value `at` keeps its place on the screen.
 * Zooming in further than the shortest span leaves the place unchanged too.
 */
export function zoomSpan(span: Span, limits: SpanLimits, { at, factor }: { at: number; factor: number }): Span {
  const length = span.high - span.low;
  const wanted = Math.min(limits.end, Math.max(length * factor, Math.min(limits.shortest, limits.end)));
  const share = length > 0 ? (at - span.low) / length : 0.5;
  const low = at - share * wanted;
  return withinLimits({ low, high: low + wanted }, limits);
}

export function panSpan({ low, high }: Span, limits: SpanLimits, by: number): Span {
  return withinLimits({ low: low + by, high: high + by }, limits);
}

/** The same span, moved just far enough that `at` is inside and `margin` away from its edges, where it can be. */
export function revealInSpan(span: Span, limits: SpanLimits, { at, margin }: { at: number; margin: number }): Span {
  const room = Math.min(margin, (span.high - span.low) / 2);
  if (at < span.low + room) return panSpan(span, limits, at - room - span.low);
  if (at > span.high - room) return panSpan(span, limits, at + room - span.high);
  return span;
}

/** The span that starts at `at`, as a page is turned. */
export function pageSpan(span: Span, limits: SpanLimits, at: number): Span {
  return panSpan(span, limits, at - span.low);
}

/** The point of a whole-number axis (frame m is at `start + m * step`) nearest to `value`, or null on an empty axis. */
export function nearestIndex(value: number, axis: { start: number; step: number; count: number }): number | null {
  if (axis.count <= 0) return null;
  return Math.min(axis.count - 1, Math.max(0, Math.round((value - axis.start) / axis.step)));
}

/** The points of an axis between two values, from `start` to `end` (excluded); at least the one nearest to the middle. */
export function indicesBetween(
  { low, high }: Span,
  axis: { start: number; step: number; count: number }
): { start: number; end: number } | null {
  const nearest = nearestIndex((low + high) / 2, axis);
  if (nearest === null) return null;
  const start = Math.max(0, Math.ceil((low - axis.start) / axis.step));
  const end = Math.min(axis.count, Math.floor((high - axis.start) / axis.step) + 1);
  return start < end ? { start, end } : { start: nearest, end: nearest + 1 };
}
