import type { SampleBlock } from '@contract';
import type { PcmSource } from '../state/view-types';
import { resampled } from './resampled';
import { Schedule, type Block } from './schedule';

const PUMP_MILLISECONDS = 200;
/** Long enough that starting and stopping in mid-sound does not click. */
const FADE_SECONDS = 0.005;

export interface RunOptions {
  readonly context: AudioContext;
  readonly output: AudioNode;
  readonly source: PcmSource;
  /** First sample to play. */
  readonly start: number;
  readonly onFailure: (error: unknown) => void;
}

/** One uninterrupted stretch of playing, from a sample to the end of the clip or until it is stopped. */
export class Run {
  readonly #options: RunOptions;
  readonly #schedule: Schedule;
  readonly #fader: GainNode;
  readonly #nodes = new Set<AudioBufferSourceNode>();
  readonly #timer: ReturnType<typeof setInterval>;
  #pumping = false;
  #stopped = false;

  constructor(options: RunOptions) {
    const { context, output, source, start } = options;
    this.#options = options;
    this.#schedule = new Schedule({ rate: source.rate, samples: source.samples, clockRate: context.sampleRate, start });
    this.#fader = context.createGain();
    this.#fader.connect(output);
    this.#timer = setInterval(() => void this.#pump(), PUMP_MILLISECONDS);
    void this.#pump();
  }

  /** Sample that is heard now. */
  get position(): number {
    return this.#schedule.position(this.#heard);
  }

  get ended(): boolean {
    return this.#schedule.ended(this.#heard);
  }

  /** Fades out and releases every node. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#timer);
    const now = this.#options.context.currentTime;
    const { gain } = this.#fader;
    const present = gain.value;
    gain.cancelScheduledValues(now);
    gain.setValueAtTime(present, now);
    gain.linearRampToValueAtTime(0, now + FADE_SECONDS);
    for (const node of this.#nodes) node.stop(now + FADE_SECONDS);
    if (this.#nodes.size === 0) this.#fader.disconnect();
  }

  /** The clock's time less the way through the sound card. */
  get #heard(): number {
    const { currentTime, outputLatency } = this.#options.context;
    return currentTime - (outputLatency || 0);
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    const { context, source, onFailure } = this.#options;
    try {
      while (!this.#isStopped() && this.#schedule.wants(context.currentTime)) {
        const block = this.#schedule.take();
        if (!block) break;
        const sound = await source.read(block.start, block.count);
        if (this.#isStopped()) break;
        this.#play(block, sound);
      }
    } catch (error) {
      if (!this.#isStopped()) onFailure(error);
    } finally {
      this.#pumping = false;
    }
  }

  #play(block: Block, sound: SampleBlock): void {
    const { context, source, start } = this.#options;
    const ratio = source.rate / context.sampleRate;
    const buffer = context.createBuffer(sound.channels, block.frames, context.sampleRate);
    for (let c = 0; c < sound.channels; c++) {
      const samples = sound.values.subarray(c * sound.count, (c + 1) * sound.count);
      buffer.getChannelData(c).set(ratio === 1 ? samples : resampled(samples, { ...block, ratio }));
    }
    const node = context.createBufferSource();
    node.buffer = buffer;
    node.connect(this.#fader);
    node.onended = () => this.#release(node);
    const when = this.#schedule.place(block, context.currentTime);
    if (block.start === start && start > 0) this.#fadeIn(when);
    node.start(when);
    this.#nodes.add(node);
  }

  #fadeIn(when: number): void {
    this.#fader.gain.setValueAtTime(0, when);
    this.#fader.gain.linearRampToValueAtTime(1, when + FADE_SECONDS);
  }

  #release(node: AudioBufferSourceNode): void {
    node.onended = null;
    node.disconnect();
    this.#nodes.delete(node);
    if (this.#stopped && this.#nodes.size === 0) this.#fader.disconnect();
  }

  #isStopped(): boolean {
    return this.#stopped;
  }
}
