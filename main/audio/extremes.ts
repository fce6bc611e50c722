/** Least and greatest of some samples. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Least and greatest of all samples added: Infinity and -Infinity before the first. */
export class Extremes implements Range {
  low = Infinity;
  high = -Infinity;

  /** Takes in samples `from` (included) to `to` (excluded). */
  add(samples: Float64Array, from = 0, to = samples.length): void {
    let { low, high } = this;
    for (let i = from; i < to; i++) {
      const value = samples[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    this.low = low;
    this.high = high;
  }

  include({ low, high }: Range): void {
    this.low = Math.min(this.low, low);
    this.high = Math.max(this.high, high);
  }
}

/** Least and greatest sample of successive blocks. */
export interface BlockExtremes {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Extremes of each `every` samples; the last block may be shorter. */
export function extremesOfBlocks(samples: Float64Array, every: number): BlockExtremes {
  const blocks = Math.ceil(samples.length / every);
  const [low, high] = [new Float64Array(blocks), new Float64Array(blocks)];
  for (let block = 0; block < blocks; block++) {
    const found = new Extremes();
    found.add(samples, block * every, Math.min(samples.length, (block + 1) * every));
    low[block] = found.low;
    high[block] = found.high;
  }
  return { low, high };
}
