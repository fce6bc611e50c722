import type { StoredSound } from '@contract/sound-schemas';
import { DiskFile } from '../audio/disk-file';
import { StoredPcm } from '../audio/pcm/stored-pcm';

const SAMPLE_BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * A sound as bytes that are never whole in memory: 32-bit floats, little-endian, sample after sample of one channel or of
 * two in turns. Whoever opened it closes it.
 */
export class PlayableSound {
  /** Of all samples. */
  readonly size: number;
  readonly #file: StoredPcm;
  readonly #channels: 1 | 2;
  readonly #gain: number;
  readonly #underWay = new Set<Promise<unknown>>();

  private constructor(file: StoredPcm, channels: 1 | 2, gain: number) {
    this.#file = file;
    this.#channels = channels;
    this.#gain = gain;
    this.size = file.samples * this.#stride;
  }

  /**
   * @param channels two as they are, or one that all are mixed to
   * @throws AudioError where the file cannot be opened
   */
  static async open({ path, name, layout, gain }: StoredSound, channels: 1 | 2): Promise<PlayableSound> {
    return new PlayableSound(new StoredPcm(await DiskFile.open(path, name), layout), channels, gain);
  }

  /**
   * Bytes from `start` (included) to `end` (excluded).
   * @throws RangeError where they lie outside, AudioError where the disk fails or the file became shorter
   */
  async read(start: number, end: number): Promise<Uint8Array> {
    const work = this.#read(start, end);
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** What is being read comes first. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#file.close();
  }

  /** Bytes of one sample of the channels that are played. */
  get #stride(): number {
    return this.#channels * SAMPLE_BYTES;
  }

  async #read(start: number, end: number): Promise<Uint8Array> {
    const first = Math.floor(start / this.#stride);
    const samples = await this.#samples(first, Math.ceil(end / this.#stride) - first);
    const before = first * this.#stride;
    return new Uint8Array(samples.buffer).subarray(start - before, end - before);
  }

  async #samples(start: number, count: number): Promise<Float32Array> {
    const channels = this.#channels;
    const planes =
      channels === 2 ? await this.#file.read(start, count) : [await this.#file.readChannel(start, count, 'mix')];
    const samples = new Float32Array(count * channels);
    planes.forEach((plane, channel) => {
      for (let i = 0, at = channel; i < count; i++, at += channels) samples[at] = plane[i]! * this.#gain;
    });
    return samples;
  }
}
