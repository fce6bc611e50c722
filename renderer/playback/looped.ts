import type { SampleBlock } from '@contract';
import type { PcmSource } from '../state/view-types';
import { cutPlanes, joinPlanes, type Planes } from './planes';

/** A span of no more samples is read once, however often it comes. */
const SHORT_SAMPLES = 65_536;

/** Samples from `start` (included) to `end` (excluded). */
export interface SampleSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * A source that goes on from the end of a span at its start, without end and without a gap: up to `span.end` its samples
 * are those of `source`, then the span follows again and again.
 * @throws RangeError where the span is empty or lies outside of the source.
 */
export function looped(source: PcmSource, span: SampleSpan): PcmSource {
  const { start, end } = span;
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= source.samples)) {
    throw new RangeError(`A loop lies between 0 and ${source.samples}, not from ${start} to ${end}.`);
  }
  let short: Promise<SampleBlock> | null = null;
  const part = async (first: number, count: number): Promise<Planes> => {
    if (first < start || end - start > SHORT_SAMPLES) return await source.read(first, count);
    short ??= source.read(start, end - start);
    return cutPlanes(await short, first - start, count);
  };
  const read = async (from: number, count: number): Promise<SampleBlock> => {
    const parts: Planes[] = [];
    for (let at = from; at < from + count;) {
      const first = unrolled(at, span);
      const some = Math.min(from + count - at, (first < start ? start : end) - first);
      parts.push(await part(first, some));
      at += some;
    }
    return { ...joinPlanes(parts), rate: source.rate, start: from };
  };
  return { rate: source.rate, samples: Infinity, read };
}

/** The sample of the clip that sample `at` of the endless source is. */
export function unrolled(at: number, { start, end }: SampleSpan): number {
  return at < end ? at : start + ((at - start) % (end - start));
}
