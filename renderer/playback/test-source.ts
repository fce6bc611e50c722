import { MAX_SAMPLES_PER_RANGE } from '@contract';
import type { PcmSource } from '../state/view-types';

/** Samples in memory as a source that refuses what main would refuse. */
export function sourceOf(rate: number, ...channels: Float32Array[]): PcmSource & { reads: number } {
  const samples = channels[0]?.length ?? 0;
  const source = {
    rate,
    samples,
    reads: 0,
    read: (start: number, count: number) => {
      source.reads += 1;
      if (!(start >= 0 && count >= 1 && count <= MAX_SAMPLES_PER_RANGE && start + count <= samples)) {
        return Promise.reject(new RangeError(`${count} samples from ${start} of ${samples}`));
      }
      const values = new Float32Array(count * channels.length);
      channels.forEach((channel, c) => values.set(channel.subarray(start, start + count), c * count));
      return Promise.resolve({
        rate,
        channels: channels.length === 2 ? (2 as const) : (1 as const),
        start,
        count,
        values
      });
    }
  };
  return source;
}
