import { Extremes, type Range } from './extremes';
import type { ChannelChoice, PcmFile } from './pcm-file';
import { PeakIndex, type FillOptions } from './peak-index';
import { peakColumns, readPeaks, type PeakOptions } from './peaks';

/** As many samples are read faster than the edges of columns among known blocks. */
const SHORT_RANGE = 2 ** 22;
/** Reads on their way together, so that the disk need not be waited for one by one. */
const READS_AT_ONCE = 16;

export type PeakRange = Omit<PeakOptions, 'channel' | 'signal'>;

export interface SketchedPeaks {
  /** As `readPeaks` returns them. */
  readonly values: Float32Array;
  /** Whether every sample was looked at. */
  readonly complete: boolean;
}

/** The peaks of one channel of a file of any length; its samples are read once for all long ranges together. */
export class PeakReader {
  readonly #file: PcmFile;
  readonly #channel: ChannelChoice;
  readonly #samples: number;
  #index: PeakIndex | null = null;

  /** The file stays its opener's; of one that grows this reads what it was at first. */
  constructor(file: PcmFile, channel: ChannelChoice) {
    this.#file = file;
    this.#channel = channel;
    this.#samples = file.samples;
  }

  /**
   * What `readPeaks` returns.
   * @throws as `readPeaks` does.
   */
  async read(range: PeakRange, options: FillOptions = {}): Promise<Float32Array> {
    const plan = this.#plan(range);
    if (!plan) return await readPeaks(this.#file, { ...range, channel: this.#channel, signal: options.signal });
    await plan.index.fill(plan.first, plan.end, options);
    return await this.#known(plan);
  }

  /**
   * The same without waiting for a long range to be read: then a column is the least and greatest of one block in its
   * middle.
   * @throws as `readPeaks` does.
   */
  async sketch(range: PeakRange, { signal }: Pick<FillOptions, 'signal'> = {}): Promise<SketchedPeaks> {
    const plan = this.#plan(range);
    if (!plan || plan.index.knows(plan.first, plan.end)) {
      return { values: await this.read(range, { signal }), complete: true };
    }
    const middle = async (c: number): Promise<Range> => {
      const [from, to] = [plan.edges[c]!, plan.edges[c + 1]!];
      if (from >= this.#samples) return { low: 0, high: 0 };
      const samples = await this.#block(plan.index, Math.floor((from + Math.min(to, this.#samples)) / 2));
      const found = new Extremes();
      found.add(samples);
      return found;
    };
    return { values: flat(await inParallel(plan.edges.length - 1, middle, signal)), complete: false };
  }

  /** null where a range is too short to be worth an index, or its columns too narrow. */
  #plan(range: PeakRange): Plan | null {
    const { width, edge } = peakColumns(this.#file, { ...range, channel: this.#channel });
    if (width * range.columns <= SHORT_RANGE) return null;
    const index = (this.#index ??= new PeakIndex(this.#file, this.#channel));
    // Two edges never lie in one block then.
    if (width < 2 * index.blockSamples) return null;
    const edges = Array.from({ length: range.columns + 1 }, (_, c) => edge(c));
    const first = Math.ceil(edges[0]! / index.blockSamples);
    return { index, edges, first, end: index.blocksBefore(edges[range.columns]!) };
  }

  async #known({ index, edges }: Plan): Promise<Float32Array> {
    const cuts = await inParallel(edges.length, (c) => this.#cut(index, edges[c]!));
    const columns = Array.from({ length: edges.length - 1 }, (_, c): Range => {
      if (edges[c]! >= this.#samples) return { low: 0, high: 0 };
      const found = new Extremes();
      found.include(cuts[c]!.behind);
      found.include(index.extremes(Math.ceil(edges[c]! / index.blockSamples), index.blocksBefore(edges[c + 1]!)));
      found.include(cuts[c + 1]!.before);
      return found;
    });
    return flat(columns);
  }

  /** Extremes of the two parts of the block that an edge lies in; of nothing where it lies between two. */
  async #cut(index: PeakIndex, edge: number): Promise<{ readonly before: Range; readonly behind: Range }> {
    const [before, behind] = [new Extremes(), new Extremes()];
    const place = edge % index.blockSamples;
    if (place > 0 && edge < this.#samples) {
      const samples = await this.#block(index, edge);
      before.add(samples, 0, place);
      behind.add(samples, place);
    }
    return { before, behind };
  }

  /** The samples of the block around a sample. */
  async #block({ blockSamples }: PeakIndex, sample: number): Promise<Float64Array> {
    const start = Math.floor(sample / blockSamples) * blockSamples;
    const count = Math.min(blockSamples, this.#samples - start);
    return await this.#file.readChannel(start, count, this.#channel);
  }
}

interface Plan {
  readonly index: PeakIndex;
  /** First samples of all columns, and that behind the last. */
  readonly edges: readonly number[];
  /** Blocks that lie in them whole: from `first` (included) to `end` (excluded). */
  readonly first: number;
  readonly end: number;
}

function flat(columns: readonly Range[]): Float32Array {
  return Float32Array.from({ length: 2 * columns.length }, (_, i) => {
    const { low, high } = columns[i >> 1]!;
    return i % 2 === 0 ? low : high;
  });
}

/** Results 0 to `count` of a task, some of them under way at the same time. */
async function inParallel<T>(count: number, task: (i: number) => Promise<T>, signal?: AbortSignal): Promise<T[]> {
  const results: T[] = [];
  while (results.length < count) {
    signal?.throwIfAborted();
    const some = Math.min(READS_AT_ONCE, count - results.length);
    const first = results.length;
    results.push(...(await Promise.all(Array.from({ length: some }, (_, i) => task(first + i)))));
  }
  return results;
}
