import { Gatherer } from './gather';
import type { CaptureCommand, CaptureMessage } from './capture-messages';

// The scope of audio worklets, which the types of the page do not have.
declare const currentFrame: number;
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  constructor(options: unknown);
}
declare function registerProcessor(
  name: string,
  processor: new (options: AudioWorkletNodeOptions) => AudioWorkletProcessor
): void;

/** Hands the samples of its input to the page in blocks. */
class Capture extends AudioWorkletProcessor {
  readonly #gatherer: Gatherer;
  #phase: 'waiting' | 'taking' | 'ended' = 'waiting';

  constructor(options: AudioWorkletNodeOptions) {
    super(options);
    this.#gatherer = new Gatherer(options.channelCount ?? 1, (values) => {
      this.#post({ type: 'block', values }, [values.buffer]);
    });
    this.port.onmessage = ({ data }: MessageEvent<CaptureCommand>) => this.#obey(data);
  }

  process([input = []]: Float32Array[][]): boolean {
    if (this.#phase === 'taking') this.#gatherer.take(input, currentFrame);
    return this.#phase !== 'ended';
  }

  #obey(command: CaptureCommand): void {
    this.#phase = command === 'take' ? 'taking' : command === 'pause' ? 'waiting' : 'ended';
    if (command === 'take') return;
    this.#gatherer.flush();
    this.#post({ type: 'flushed' });
  }

  #post(message: CaptureMessage, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }
}

registerProcessor('capture', Capture);
