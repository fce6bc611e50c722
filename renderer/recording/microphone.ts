import { MAX_CHANNELS } from '@contract';
import type { CaptureCommand, CaptureMessage } from './capture-messages';
import captureUrl from './capture.worklet.ts?worker&url';
import type { Planes } from './gather';

export interface MicrophoneOptions {
  /** What the page knows the device by; empty for the system's own choice. */
  readonly device: string;
  /** What its sound is brought to; the device's own rate and channels where absent. */
  readonly form?: { readonly rate: number; readonly channels: number } | undefined;
  readonly onBlock: (block: Planes) => void;
  /** The device is gone. */
  readonly onLost: () => void;
}

/** How long the last block may take to arrive. */
const FLUSH_MS = 1000;

/** One open microphone, untouched by echo cancelling, noise suppression and gain control; whoever opened it closes it. */
export class Microphone {
  readonly rate: number;
  readonly channels: number;
  readonly #context: AudioContext;
  readonly #stream: MediaStream;
  readonly #node: AudioWorkletNode;
  #flushed: (() => void) | null = null;

  private constructor(parts: Parts, { onBlock, onLost }: MicrophoneOptions) {
    const { context, stream, track, channels } = parts;
    this.#context = context;
    this.#stream = stream;
    this.rate = context.sampleRate;
    this.channels = channels;
    this.#node = new AudioWorkletNode(context, 'capture', {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      channelCount: channels,
      channelCountMode: 'explicit'
    });
    this.#node.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
      if (data.type === 'block') onBlock(data.values);
      else this.#flushed?.();
    };
    track.onended = onLost;
    const mute = new GainNode(context, { gain: 0 });
    // Only what leads to the output is computed.
    new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(this.#node).connect(mute);
    mute.connect(context.destination);
  }

  /** @throws DOMException where there is none, it may not be used, or another program has it */
  static async open(options: MicrophoneOptions): Promise<Microphone> {
    const stream = await navigator.mediaDevices.getUserMedia({ video: false, audio: constraints(options.device) });
    let context: AudioContext | null = null;
    try {
      const [track] = stream.getAudioTracks();
      if (!track) throw new DOMException('The device has no sound.', 'NotFoundError');
      const { sampleRate, channelCount = 1 } = track.getSettings();
      // At the rate of the device nothing is resampled.
      const rate = options.form?.rate ?? sampleRate;
      // Longer steps than a player's: where the machine is busy for a moment, short ones lose sound.
      context = new AudioContext({ latencyHint: 'playback', ...(rate === undefined ? {} : { sampleRate: rate }) });
      await context.audioWorklet.addModule(captureUrl);
      const channels = options.form?.channels ?? Math.max(1, Math.min(MAX_CHANNELS, channelCount));
      const microphone = new Microphone({ context, stream, track, channels }, options);
      await context.resume();
      return microphone;
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      await context?.close();
      throw error;
    }
  }

  /** Begins to hand over blocks, or goes on after a pause. */
  take(): void {
    this.#command('take');
  }

  /** Resolves when everything that was heard before has been handed over. */
  async pause(): Promise<void> {
    await this.#flush('pause');
  }

  /** Hands over the rest and lets go of the device. */
  async close(): Promise<void> {
    for (const track of this.#stream.getTracks()) track.onended = null;
    await this.#flush('end');
    for (const track of this.#stream.getTracks()) track.stop();
    this.#node.port.onmessage = null;
    this.#node.disconnect();
    await this.#context.close();
  }

  async #flush(command: CaptureCommand): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flushed = new Promise<void>((resolve) => {
      this.#flushed = resolve;
      timer = setTimeout(resolve, FLUSH_MS);
    });
    this.#command(command);
    await flushed;
    clearTimeout(timer);
    this.#flushed = null;
  }

  #command(command: CaptureCommand): void {
    this.#node.port.postMessage(command);
  }
}

interface Parts {
  readonly context: AudioContext;
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly channels: number;
}

function constraints(device: string): MediaTrackConstraints {
  return {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    channelCount: { ideal: MAX_CHANNELS },
    ...(device === '' ? {} : { deviceId: { exact: device } })
  };
}

/** Why no microphone could be opened, and what to do, as a sentence. */
export function microphoneTrouble(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No microphone was found. Connect one, then press Record again.';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The microphone may not be used. Allow it for this app in the privacy settings of your system, then press Record again.';
    case 'NotReadableError':
    case 'AbortError':
      return 'The microphone does not answer. Close other programs that use it or connect it anew, then press Record again.';
    default:
      return `Recording did not begin: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Whether the device that was asked for is not there, so that another may be. */
export function isMissingDevice(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'OverconstrainedError' || error.name === 'NotFoundError');
}
