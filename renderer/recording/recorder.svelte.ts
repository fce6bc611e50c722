import { presentChannel, type Notice, type Source } from '@contract';
import type { Settings, SettingsPatch } from '@contract/schemas';
import { isCancelled, type EngineLink } from '../link/engine-link';
import type { MainLink } from '../link/main-link';
import type { InputDevice, Level, Recording, RecordingPhase } from '../state/recording/recording';
import type { Planes } from './gather';
import { LevelMeter, silence } from './level';
import { LiveTakePictures } from './live-pictures.svelte';
import { isMissingDevice, Microphone, microphoneTrouble } from './microphone';
import { TakeWriter } from './take-writer';

export interface RecorderOptions {
  readonly main: MainLink;
  /** The analysis engine, which writes and shows what is recorded. */
  readonly engine: EngineLink;
  readonly settings: () => Settings | null;
  readonly change: (patch: SettingsPatch) => void;
  readonly show: (notice: Notice) => void;
  /** Something begins to listen: what sounds should be silent. */
  readonly onStart: () => void;
}

/** The system's own choice of a microphone. */
const DEFAULT_DEVICE: InputDevice = { id: '', label: 'Default microphone' };
const OTHER_FORM = 'That microphone has another rate or other channels: the next recording will be made with it.';
/** How long the end of a take may need to the disk. */
const FINISH_MS = 5000;

interface Take {
  readonly id: string;
  readonly rate: number;
  readonly channels: number;
  readonly writer: TakeWriter;
  readonly meter: LevelMeter;
}

/** Records from one microphone at a time into a take on the disk. */
export class Recorder implements Recording {
  readonly #options: RecorderOptions;
  #phase = $state<RecordingPhase>('idle');
  #seconds = $state(0);
  #level = $state.raw<Level>(silence(1));
  #devices = $state.raw<readonly InputDevice[]>([DEFAULT_DEVICE]);
  #device = $state('');
  #live = $state.raw<LiveTakePictures | null>(null);
  #microphone: Microphone | null = null;
  #take: Take | null = null;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  get phase(): RecordingPhase {
    return this.#phase;
  }
  get seconds(): number {
    return this.#seconds;
  }
  get level(): Level {
    return this.#level;
  }
  get devices(): readonly InputDevice[] {
    return this.#devices;
  }
  get device(): string {
    return this.#device;
  }
  get live(): LiveTakePictures | null {
    return this.#live;
  }

  async toggle(): Promise<void> {
    if (this.#phase === 'idle') await this.start();
    else await this.stop();
  }

  async start(): Promise<void> {
    if (this.#phase !== 'idle') return;
    this.#phase = 'starting';
    this.#options.onStart();
    try {
      const device = this.#options.settings()?.microphone ?? '';
      const microphone = await this.#open(device);
      this.#microphone = microphone;
      this.#device = device;
      this.#take = await this.#begin(microphone);
      microphone.take();
      this.#phase = 'recording';
    } catch (error) {
      await this.#letGo();
      this.#phase = 'idle';
      this.#options.show({ level: 'error', text: microphoneTrouble(error) });
    }
    await this.#listDevices();
  }

  async stop(): Promise<void> {
    if (this.#phase !== 'recording' && this.#phase !== 'paused') return;
    this.#phase = 'stopping';
    await this.#microphone?.close();
    this.#microphone = null;
    await this.#take?.writer.finish(FINISH_MS);
    const outcome = await this.#options.main.ask('stopRecording');
    if (!outcome.ok) this.#options.show({ level: 'error', text: outcome.message });
    else if (outcome.value === null) {
      this.#options.show({ level: 'warning', text: 'Nothing was recorded: the microphone sent no sound.' });
    }
    await this.#letGo();
    this.#phase = 'idle';
  }

  togglePause(): void {
    if (this.#phase === 'paused') {
      this.#microphone?.take();
      this.#phase = 'recording';
    } else if (this.#phase === 'recording') {
      this.#phase = 'paused';
      this.#microphone?.pause();
    }
  }

  clearClip(): void {
    if (this.#take) this.#level = this.#take.meter.clearClip();
  }

  analyse({ channel, rate }: Omit<Source, 'clip'>): void {
    const live = this.#live;
    live?.analyse({ channel: presentChannel(channel, live.channels), rate });
  }

  async useDevice(device: string): Promise<void> {
    this.#options.change({ microphone: device });
    const take = this.#take;
    const before = this.#microphone;
    if (!take || !before || device === this.#device) return;
    try {
      const next = await this.#open(device);
      const fits = next.rate === take.rate && next.channels === take.channels;
      if (!fits || this.#microphone !== before) {
        await next.close();
        if (!fits) this.#options.show({ level: 'info', text: OTHER_FORM });
        return;
      }
      await before.close();
      this.#microphone = next;
      this.#device = device;
      if (this.#phase === 'recording') next.take();
    } catch (error) {
      this.#options.show({ level: 'error', text: microphoneTrouble(error) });
    }
  }

  dispose(): void {
    void this.#letGo();
  }

  async #open(device: string): Promise<Microphone> {
    const { main } = this.#options;
    const open = async (wanted: string): Promise<Microphone> => {
      const allowed = await main.ask('allowMicrophone');
      if (!allowed.ok) throw new Error(allowed.message);
      const onBlock = (block: Planes): void => this.#hear(block);
      return await Microphone.open({ device: wanted, onBlock, onLost: () => this.#lose() });
    };
    try {
      return await open(device);
    } catch (error) {
      if (device === '' || !isMissingDevice(error)) throw error;
      const microphone = await open('');
      const text = 'The microphone chosen last time is not connected, so another one records.';
      this.#options.show({ level: 'warning', text });
      return microphone;
    }
  }

  async #begin({ rate, channels }: Microphone): Promise<Take> {
    const { main, engine, settings } = this.#options;
    const outcome = await main.ask('startRecording', { rate, channels });
    if (!outcome.ok) throw new Error(outcome.message);
    const id = outcome.value.take;
    const { channel = 'mix', rate: analysisRate = 8000 } = settings() ?? {};
    const source = { clip: id, channel: presentChannel(channel, channels), rate: analysisRate };
    // A recording without pictures is a recording all the same.
    const tell = (error: unknown): void => this.#options.show({ level: 'error', text: messageOf(error) });
    const live = new LiveTakePictures({ engine, source, rate, channels, onFailure: tell });
    this.#live = live;
    this.#seconds = 0;
    this.#level = silence(channels);
    const writer = new TakeWriter({
      channels,
      append: async (start, values, signal) =>
        (await engine.ask('append-take', { clip: id, start, values }, { signal })).samples,
      onWritten: (samples) => live.grew(samples / rate),
      onFailure: (error) => this.#fail(error)
    });
    return { id, rate, channels, writer, meter: new LevelMeter(rate, channels) };
  }

  #hear(block: Planes): void {
    const take = this.#take;
    if (!take) return;
    this.#seconds += block.length / take.channels / take.rate;
    this.#level = take.meter.take(block);
    this.#live?.hear(block);
    take.writer.add(block);
  }

  /** The device was unplugged. */
  #lose(): void {
    const text = 'The microphone was disconnected. What was recorded until then is kept.';
    void this.stop().then(() => this.#options.show({ level: 'warning', text }));
  }

  /** The disk or the engine takes no more. */
  #fail(error: unknown): void {
    const reason = isCancelled(error) ? 'The engine that writes it does not answer.' : messageOf(error);
    const text = `Recording ended: ${reason} What was recorded until then is kept.`;
    void this.stop().then(() => this.#options.show({ level: 'error', text }));
  }

  async #letGo(): Promise<void> {
    this.#live?.dispose();
    this.#live = null;
    this.#take = null;
    const microphone = this.#microphone;
    this.#microphone = null;
    await microphone?.close();
  }

  async #listDevices(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices();
    const inputs = all.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== 'default');
    this.#devices = [
      DEFAULT_DEVICE,
      ...inputs.map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `Microphone ${i + 1}` }))
    ];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
