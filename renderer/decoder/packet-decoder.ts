import type { DecoderConfig, DecodingFailure } from '@contract';

/** Why nothing more can be decoded. */
export class DecodingFault extends Error {
  constructor(readonly why: DecodingFailure) {
    super(why);
    this.name = 'DecodingFault';
  }
}

/** Decoded samples, interleaved, full scale 1. */
export interface DecodedBlock {
  readonly rate: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/** Packets that may be at work in a decoder whose queue is empty. */
const AT_WORK = 2;
/** Damaged packets in a row, behind which nothing is sound. */
const MOST_DAMAGED = 32;
/** Samples of a packet, until one has told. */
const USUAL_SAMPLES = 1024;
/** Between packets, in microseconds. What time they are of does not matter here, but it must grow. */
const TICK = 1000;

/**
 * Puts packets through Chromium's decoder (WebCodecs), one of its own for each file. A decoder that meets a damaged packet is
 * lost; another one goes on behind it, with silence in its place.
 */
export class PacketDecoder {
  readonly #config: AudioDecoderConfig;
  #decoder: AudioDecoder;
  /** Packets that nothing has come out of yet. */
  #waiting: Uint8Array[] = [];
  #blocks: Float32Array[] = [];
  #rate: number;
  #channels: number;
  #samples = USUAL_SAMPLES;
  /** Whether samples have come out, so that rate and channels are those of the sound. */
  #begun = false;
  #damagedInRow = 0;
  #changed = false;
  #given = 0;
  #wake = (): void => undefined;

  private constructor(config: AudioDecoderConfig) {
    this.#config = config;
    this.#rate = config.sampleRate;
    this.#channels = config.numberOfChannels;
    this.#decoder = this.#fresh();
  }

  /** @throws DecodingFault where Chromium has no such decoder */
  static async open({ codec, rate, channels, description }: DecoderConfig): Promise<PacketDecoder> {
    if (!('AudioDecoder' in globalThis)) throw new DecodingFault('missing');
    const config = { codec, sampleRate: rate, numberOfChannels: channels, description: description.slice() };
    const answer = await AudioDecoder.isConfigSupported(config).catch(() => null);
    if (!answer?.supported) throw new DecodingFault('unsupported');
    return new PacketDecoder(config);
  }

  /** @throws DecodingFault where nothing is sound any more, or another sound begins */
  async decode(packets: readonly Uint8Array[]): Promise<DecodedBlock> {
    for (const packet of packets) this.#give(packet);
    return await this.#outcome((decoder) => this.#drained(decoder));
  }

  /** What is left when no packets follow. */
  async finish(): Promise<DecodedBlock> {
    // It is rejected where a packet is damaged, which the state tells too.
    return await this.#outcome((decoder) => decoder.flush().catch(() => undefined));
  }

  async #outcome(end: (decoder: AudioDecoder) => Promise<unknown>): Promise<DecodedBlock> {
    for (;;) {
      if (this.#decoder.state !== 'closed') await end(this.#decoder);
      if (this.#decoder.state !== 'closed') break;
      this.#goOnBehind();
    }
    this.#waiting.splice(0, this.#waiting.length - AT_WORK);
    if (this.#changed) throw new DecodingFault('changed');
    const values = joined(this.#blocks);
    this.#blocks = [];
    return { rate: this.#rate, channels: this.#channels, values };
  }

  #fresh(): AudioDecoder {
    const decoder = new AudioDecoder({
      output: (data) => {
        this.#take(data);
        data.close();
        this.#wake();
      },
      // Its state says the same.
      error: () => this.#wake()
    });
    decoder.addEventListener('dequeue', () => this.#wake());
    decoder.configure(this.#config);
    return decoder;
  }

  #give(packet: Uint8Array): void {
    this.#waiting.push(packet);
    this.#queue(packet);
  }

  #queue(packet: Uint8Array): void {
    if (this.#decoder.state !== 'configured') return;
    this.#decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: TICK * this.#given++, data: packet }));
  }

  async #drained(decoder: AudioDecoder): Promise<void> {
    while (decoder.state === 'configured' && decoder.decodeQueueSize > 0) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #take(data: AudioData): void {
    const { sampleRate, numberOfChannels, numberOfFrames } = data;
    if (this.#begun && (sampleRate !== this.#rate || numberOfChannels !== this.#channels)) this.#changed = true;
    this.#waiting.shift();
    this.#damagedInRow = 0;
    if (this.#changed) return;
    this.#begun = true;
    this.#rate = sampleRate;
    this.#channels = numberOfChannels;
    this.#samples = numberOfFrames;
    this.#blocks.push(interleaved(data));
  }

  /** Replaces a decoder that was lost over the packet that nothing came out of. */
  #goOnBehind(): void {
    this.#waiting.shift();
    if (++this.#damagedInRow > MOST_DAMAGED) throw new DecodingFault('damaged');
    // Before the sound began, nobody knows of how many channels the silence would be.
    if (this.#begun) this.#blocks.push(new Float32Array(this.#samples * this.#channels));
    this.#decoder = this.#fresh();
    for (const packet of this.#waiting) this.#queue(packet);
  }
}

function interleaved(data: AudioData): Float32Array {
  const { numberOfChannels: channels, numberOfFrames: samples } = data;
  const values = new Float32Array(samples * channels);
  const plane = new Float32Array(samples);
  for (let channel = 0; channel < channels; channel++) {
    data.copyTo(plane, { planeIndex: channel, format: 'f32-planar' });
    for (let n = 0, at = channel; n < samples; n++, at += channels) values[at] = plane[n]!;
  }
  return values;
}

function joined(blocks: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    values.set(block, at);
    at += block.length;
  }
  return values;
}
