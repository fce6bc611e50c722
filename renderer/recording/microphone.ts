import { MAX_CHANNELS } from '@contract';
import { Gatherer, type Planes } from './gather';
import { planesOf, trackReader } from './track-reader';

export interface MicrophoneOptions {
  /** What the page knows the device by; empty for the system's own choice. */
  readonly device: string;
  readonly onBlock: (block: Planes) => void;
  /** The device is gone. */
  readonly onLost: () => void;
}

/** How long a device may take to send its first samples. */
const FIRST_MS = 5000;

/**
 * One open microphone, untouched by echo cancelling, noise suppression and gain control; whoever opened it closes it.
 *
 * Its samples are taken from the track itself, by its own clock. An AudioContext runs by the clock of the output: where
 * the two drift apart, or the machine is busy for a moment, it leaves samples out and puts silence in.
 */
export class Microphone {
  readonly rate: number;
  readonly channels: number;
  readonly #track: MediaStreamTrack;
  readonly #reader: ReadableStreamDefaultReader<AudioData>;
  readonly #gatherer: Gatherer;
  readonly #reading: Promise<void>;
  #taking = false;
  #closed = false;

  private constructor(parts: Parts, { onBlock, onLost }: MicrophoneOptions) {
    const { track, reader, first } = parts;
    this.rate = first.sampleRate;
    this.channels = Math.min(MAX_CHANNELS, first.numberOfChannels);
    this.#track = track;
    this.#reader = reader;
    this.#gatherer = new Gatherer(this.channels, onBlock);
    first.close();
    this.#reading = this.#read().then(() => {
      if (!this.#closed) onLost();
    });
  }

  /** @throws DOMException where there is none, it may not be used, or another program has it */
  static async open(options: MicrophoneOptions): Promise<Microphone> {
    const stream = await navigator.mediaDevices.getUserMedia({ video: false, audio: constraints(options.device) });
    const [track] = stream.getAudioTracks();
    if (!track) throw new DOMException('The device has no sound.', 'NotFoundError');
    // A device that sends nothing ends here, not for ever.
    const timer = setTimeout(() => track.stop(), FIRST_MS);
    try {
      const reader = trackReader(track);
      const { value: first } = await reader.read();
      if (!first) throw new DOMException('The device sends nothing.', 'NotReadableError');
      return new Microphone({ track, reader, first }, options);
    } catch (error) {
      track.stop();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Begins to hand over blocks, or goes on after a pause. */
  take(): void {
    this.#taking = true;
  }

  /** Everything that was heard before is handed over. */
  pause(): void {
    this.#taking = false;
    this.#gatherer.flush();
  }

  /** Hands over the rest and lets go of the device. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#track.stop();
    await this.#reading;
    this.pause();
  }

  /** Until the track ends. */
  async #read(): Promise<void> {
    for (;;) {
      const { value } = await this.#reader.read();
      if (!value) return;
      if (this.#taking) this.#gatherer.take(planesOf(value, this.channels));
      value.close();
    }
  }
}

interface Parts {
  readonly track: MediaStreamTrack;
  readonly reader: ReadableStreamDefaultReader<AudioData>;
  /** What tells the form of the sound. */
  readonly first: AudioData;
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
