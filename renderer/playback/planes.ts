import type { SampleBlock } from '@contract';

/** `count` samples of one channel, then of the next. */
export type Planes = Pick<SampleBlock, 'channels' | 'count' | 'values'>;

/** One channel as a view. */
export function planeOf({ count, values }: Planes, channel: number): Float32Array {
  return values.subarray(channel * count, (channel + 1) * count);
}

/** A copy of `count` samples from `start` on; zeros where there are none. */
export function cutPlanes(planes: Planes, start: number, count: number): Planes {
  const values = new Float32Array(count * planes.channels);
  for (let c = 0; c < planes.channels; c++) {
    const some = planeOf(planes, c).subarray(Math.max(0, start), Math.max(0, start + count));
    values.set(some, c * count + Math.max(0, -start));
  }
  return { channels: planes.channels, count, values };
}

/**
 * Parts of one sound, one behind the other.
 * @throws RangeError where there are none.
 */
export function joinPlanes(parts: readonly Planes[]): Planes {
  const [first] = parts;
  if (!first) throw new RangeError('There is nothing to join.');
  const { channels } = first;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const values = new Float32Array(count * channels);
  let at = 0;
  for (const part of parts) {
    for (let c = 0; c < channels; c++) values.set(planeOf(part, c), c * count + at);
    at += part.count;
  }
  return { channels, count, values };
}
