import { frameLoop } from '../draw/frame-loop';
import type { PcmSource, TimeSpan, Transport } from '../state/view-types';
import { openContext } from './open-context';
import { Run } from './run';
import { FASTEST, SLOWEST } from './stretched';
import { Tape } from './tape';

/** A context that plays nothing is put to sleep after this long. */
const IDLE_MILLISECONDS = 500;
/** A sound device that has not answered by then is not there. */
const DEVICE_MILLISECONDS = 3000;
/** Time constant of volume changes, in seconds. */
const VOLUME_SECONDS = 0.01;

/** Plays one clip at a time, in blocks read ahead; the only owner of sound output. */
export class Player implements Transport {
  #phase = $state<Transport['phase']>('stopped');
  #seconds = $state(0);
  #error = $state<string | null>(null);
  #source = $state.raw<PcmSource | null>(null);
  #volume = 1;
  #output: { readonly context: AudioContext; readonly volume: GainNode } | null = null;
  #run: Run | null = null;
  #tape: Tape | null = null;
  #speed = 1;
  #loop: TimeSpan | null = null;
  #idle: ReturnType<typeof setTimeout> | null = null;
  /** Counts starts, so that one that waited for the device knows whether it is still wanted. */
  #turn = 0;

  get phase(): Transport['phase'] {
    return this.#phase;
  }
  /** Position in the clip; while playing, of what is heard. */
  get seconds(): number {
    return this.#seconds;
  }
  get durationSeconds(): number {
    return this.#source ? this.#source.samples / this.#source.rate : 0;
  }
  /** Why playing ended without being asked to. */
  get error(): string | null {
    return this.#error;
  }

  /** Another clip, from its start; null for none. */
  load(source: PcmSource | null): void {
    this.#halt('stopped');
    if (source?.rate !== this.#source?.rate) this.#close();
    this.#source = source;
    this.#seconds = 0;
    this.#error = null;
  }

  /** The same clip as another sound: position and playing stay. */
  swap(source: PcmSource): void {
    const before = this.#source;
    this.#readPosition();
    this.#source = source;
    if (source.rate !== before?.rate) {
      this.#run?.stop();
      this.#run = null;
      this.#close();
    }
    if (this.#phase === 'playing') void this.#start();
  }

  /** Goes on from the present position, or from the start where that is the end. */
  async play(): Promise<void> {
    if (!this.#source || this.#phase === 'playing') return;
    if (this.#seconds >= this.durationSeconds) this.#seconds = 0;
    this.#phase = 'playing';
    this.#error = null;
    await this.#start();
  }

  pause(): void {
    if (this.#phase !== 'playing') return;
    this.#readPosition();
    this.#halt('paused');
  }

  toggle(): void {
    if (this.#phase === 'playing') this.pause();
    else void this.play();
  }

  /**
   * Moves to a time; one before or behind the clip means its start or end.
   * @throws RangeError where `seconds` is not a number.
   */
  seek(seconds: number): void {
    if (Number.isNaN(seconds)) throw new RangeError('A position is a number of seconds.');
    this.#seconds = Math.min(this.durationSeconds, Math.max(0, seconds));
    if (this.#phase === 'playing') void this.#start();
  }

  /**
   * @param volume 0 (silent) to 1
   * @throws RangeError beyond.
   */
  setVolume(volume: number): void {
    if (!(volume >= 0 && volume <= 1)) throw new RangeError(`The volume lies between 0 and 1, not at ${volume}.`);
    this.#volume = volume;
    this.#output?.volume.gain.setTargetAtTime(volume, this.#output.context.currentTime, VOLUME_SECONDS);
  }

  /**
   * @param speed 0.25 to 2; the pitch stays
   * @throws RangeError beyond.
   */
  setSpeed(speed: number): void {
    if (!(speed >= SLOWEST && speed <= FASTEST)) {
      throw new RangeError(`The speed lies between ${SLOWEST} and ${FASTEST}, not at ${speed}.`);
    }
    if (speed === this.#speed) return;
    this.#readPosition();
    this.#speed = speed;
    if (this.#phase === 'playing') void this.#start();
  }

  /** Plays a part of the clip again and again, from where it begins where the position lies outside; null ends that. */
  setLoop(loop: TimeSpan | null): void {
    if (loop?.startSeconds === this.#loop?.startSeconds && loop?.endSeconds === this.#loop?.endSeconds) return;
    this.#readPosition();
    this.#loop = loop;
    if (this.#phase === 'playing') void this.#start();
  }

  dispose(): void {
    this.#halt('stopped');
    this.#close();
    this.#source = null;
  }

  async #start(): Promise<void> {
    const turn = ++this.#turn;
    const source = this.#source;
    this.#run?.stop();
    this.#run = null;
    if (!source) return;
    try {
      const { context, volume } = this.#open(source.rate);
      await resume(context);
      if (turn !== this.#turn) return;
      const tape = new Tape(source, { speed: this.#speed, loop: this.#loop });
      this.#seconds = tape.nearest(this.#seconds);
      const start = tape.startAt(this.#seconds);
      const onFailure = (error: unknown): void => this.#fail(error);
      this.#tape = tape;
      this.#run = new Run({ context, output: volume, source: tape.source, start, onFailure });
      frameLoop.request(this.#tick);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  readonly #tick = (): void => {
    if (!this.#run) return;
    if (this.#run.ended) {
      this.#seconds = this.durationSeconds;
      this.#halt('stopped');
      return;
    }
    this.#readPosition();
    frameLoop.request(this.#tick);
  };

  #readPosition(): void {
    if (this.#run && this.#tape) this.#seconds = this.#tape.secondsAt(this.#run.position);
  }

  #fail(error: unknown): void {
    this.#readPosition();
    this.#halt('paused');
    this.#error = error instanceof Error ? error.message : String(error);
  }

  #halt(phase: Transport['phase']): void {
    this.#turn++;
    this.#run?.stop();
    this.#run = null;
    frameLoop.cancel(this.#tick);
    this.#phase = phase;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#output?.context.suspend(), IDLE_MILLISECONDS);
  }

  #open(rate: number): { readonly context: AudioContext; readonly volume: GainNode } {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    if (!this.#output) {
      const context = openContext(rate);
      const volume = context.createGain();
      volume.gain.value = this.#volume;
      volume.connect(context.destination);
      this.#output = { context, volume };
    }
    return this.#output;
  }

  #close(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    void this.#output?.context.close();
    this.#output = null;
  }
}

/** @throws Error where no sound device answers. */
async function resume(context: AudioContext): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    const message = 'No sound device answers. Connect one or check the system\u2019s sound settings, then press Play.';
    timer = setTimeout(() => reject(new Error(message)), DEVICE_MILLISECONDS);
  });
  try {
    await Promise.race([context.resume(), silence]);
  } finally {
    clearTimeout(timer);
  }
}
