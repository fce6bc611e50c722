import { extremesOfBlocks, type BlockExtremes } from '../extremes';
import type { ChannelChoice, ExtremesOptions, PcmFile } from '../pcm-file';
import { blockExtremes, isArrayOfNumbers } from './block-extremes';
import { decodeSamples, takeChannel } from './decode';
import type { DiskFile } from '../disk-file';
import { describeFormat, frameBytes, type PcmLayout } from './sample-format';

/** Bytes read at once: they and the numbers they hold stay in the second-level cache. */
const BLOCK_BYTES = 2 ** 18;
/** Most numbers that one `read` returns: 256 MiB. */
const MAX_VALUES = 2 ** 25;

/** An open file of uncompressed samples. */
export class StoredPcm implements PcmFile {
  readonly name: string;
  readonly rate: number;
  readonly channels: number;
  readonly samples: number;
  readonly encoding: string;
  /** Of the file whose samples these are. */
  readonly path: string;
  readonly layout: PcmLayout;
  readonly #file: DiskFile;
  /** One block of interleaved samples; used only between two awaits, so that reads may overlap. */
  #block = new Float64Array(0);
  /** Blocks of bytes that no read uses now: as many as were ever under way together. */
  readonly #spare: Buffer[] = [];

  /**
   * Takes over `file` and closes it.
   * @param encoding what to call the way the sound was stored, where that is not the layout's own
   */
  constructor(file: DiskFile, layout: PcmLayout, encoding = describeFormat(layout.format)) {
    this.name = file.name;
    this.rate = layout.format.rate;
    this.channels = layout.format.channels;
    this.samples = layout.samples;
    this.encoding = encoding;
    this.#file = file;
    this.path = file.path;
    this.layout = layout;
  }

  async read(start: number, count: number): Promise<Float64Array[]> {
    const { channels } = this;
    this.#checkRange(start, count, channels);
    const planes = Array.from({ length: channels }, () => new Float64Array(count));
    await this.#eachBlock(start, count, (interleaved, at, frames) => {
      planes.forEach((out, channel) => takeChannel(interleaved, { channels, channel }, { out, at, count: frames }));
    });
    return planes;
  }

  async readChannel(start: number, count: number, channel: ChannelChoice): Promise<Float64Array> {
    const { channels } = this;
    this.#checkChannel(channel);
    this.#checkRange(start, count, 1);
    const out = new Float64Array(count);
    await this.#eachBlock(start, count, (interleaved, at, frames) => {
      takeChannel(interleaved, { channels, channel }, { out, at, count: frames });
    });
    return out;
  }

  async readExtremes(start: number, count: number, { channel, every }: ExtremesOptions): Promise<BlockExtremes> {
    this.#checkChannel(channel);
    this.#checkRange(start, count, 1);
    const { format, dataStart } = this.layout;
    const stride = frameBytes(format);
    const most = every * Math.floor(BLOCK_BYTES / (every * stride));
    // Of very many channels not one block fits in.
    if (most === 0 || !isArrayOfNumbers(format)) {
      return extremesOfBlocks(await this.readChannel(start, count, channel), every);
    }
    const [low, high] = [new Float64Array(Math.ceil(count / every)), new Float64Array(Math.ceil(count / every))];
    for (let at = 0; at < count; at += most) {
      const samples = Math.min(most, count - at);
      const block = this.#spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
      const bytes = block.subarray(0, samples * stride);
      await this.#file.readInto(dataStart + (start + at) * stride, bytes);
      const found = blockExtremes(format, bytes, { channel, every });
      this.#spare.push(block);
      low.set(found.low, at / every);
      high.set(found.high, at / every);
    }
    return { low, high };
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Hands over the range block by block: interleaved samples, their place in the range, and their number. */
  async #eachBlock(
    start: number,
    count: number,
    take: (interleaved: Float64Array, at: number, frames: number) => void
  ): Promise<void> {
    const { format, dataStart } = this.layout;
    const stride = frameBytes(format);
    // A sample of very many channels alone can be larger.
    const most = Math.max(1, Math.floor(BLOCK_BYTES / stride));
    for (let at = 0; at < count; at += most) {
      const frames = Math.min(most, count - at);
      const bytes = await this.#file.readExactly(dataStart + (start + at) * stride, frames * stride);
      const values = frames * format.channels;
      if (this.#block.length < values) this.#block = new Float64Array(values);
      decodeSamples(format, bytes, this.#block);
      take(this.#block, at, frames);
    }
  }

  #checkChannel(channel: ChannelChoice): void {
    const { channels } = this;
    if (channel !== 'mix' && !(Number.isInteger(channel) && channel >= 0 && channel < channels)) {
      throw new RangeError(`Channel ${channel} was asked for; the file has channels 0 to ${channels - 1}.`);
    }
  }

  #checkRange(start: number, count: number, planes: number): void {
    const inside = Number.isInteger(start) && Number.isInteger(count) && start >= 0 && count >= 0;
    if (!inside || start + count > this.samples) {
      throw new RangeError(`Samples ${start} to ${start + count} were asked for; the file has ${this.samples}.`);
    }
    if (count * planes > MAX_VALUES) {
      throw new RangeError(`${count} samples of ${planes} channels were asked for; read at most ${MAX_VALUES} values.`);
    }
  }
}
