/**
 * `frames` values of `samples` at positions `offset + i * ratio`: between samples on the line that joins them, or,
 * where a step passes over several, their mean. Used only where no sound card clock runs at the clip's own rate.
 *
 * Each value depends on its position in the clip alone, and a block brings the samples around its last position, so
 * the values on either side of a joint are those of one uninterrupted stretch: nothing clicks.
 */
export function resampled(
  samples: Float32Array,
  { offset, ratio, frames }: { offset: number; ratio: number; frames: number }
): Float32Array {
  const out = new Float32Array(frames);
  for (let i = 0; i < frames; i++) {
    const at = offset + i * ratio;
    out[i] = ratio > 1 ? meanOf(samples, at, at + ratio) : between(samples, at);
  }
  return out;
}

function between(samples: Float32Array, at: number): number {
  const left = Math.floor(at);
  const last = samples.length - 1;
  const a = samples[Math.min(left, last)] ?? 0;
  const b = samples[Math.min(left + 1, last)] ?? 0;
  return a + (b - a) * (at - left);
}

/** Mean over [start, end), where sample i covers [i, i + 1): those at the ends count by the share that lies inside. */
function meanOf(samples: Float32Array, start: number, end: number): number {
  const last = Math.min(samples.length, Math.ceil(end));
  let sum = 0;
  let covered = 0;
  for (let i = Math.floor(start); i < last; i++) {
    const share = Math.min(end, i + 1) - Math.max(start, i);
    sum += share * (samples[i] ?? 0);
    covered += share;
  }
  return covered > 0 ? sum / covered : 0;
}
