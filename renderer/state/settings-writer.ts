import type { Outcome } from '@contract';
import type { Settings, SettingsPatch } from '@contract/schemas';

export interface SettingsWriterOptions {
  readonly read: () => Settings | null;
  /** Shows settings at once, before main has them. */
  readonly show: (settings: Settings) => void;
  readonly send: (patch: SettingsPatch) => Promise<Outcome<Settings>>;
  readonly onFailure: (message: string) => void;
}

/**
 * Changes settings: shown at once, sent one patch at a time (those made meanwhile are sent together), and taken back
 * where main refuses them.
 */
export class SettingsWriter {
  readonly #options: SettingsWriterOptions;
  #pending: SettingsPatch | null = null;
  #sending = false;

  constructor(options: SettingsWriterOptions) {
    this.#options = options;
  }

  /** While true, what main says about settings is older than what is shown. */
  get busy(): boolean {
    return this.#sending;
  }

  async change(patch: SettingsPatch): Promise<void> {
    const { read, show } = this.#options;
    const settings = read();
    if (!settings) return;
    show(merged(settings, patch));
    this.#pending = { ...this.#pending, ...patch };
    if (this.#sending) return;
    this.#sending = true;
    await this.#sendAll(settings);
    this.#sending = false;
  }

  async #sendAll(before: Settings): Promise<void> {
    const { show, send, onFailure } = this.#options;
    let confirmed = before;
    while (this.#pending) {
      const patch = this.#pending;
      this.#pending = null;
      const outcome = await send(patch);
      if (outcome.ok) confirmed = outcome.value;
      else onFailure(outcome.message);
      show(merged(confirmed, this.#pending ?? {}));
    }
  }
}

/** A patch over settings; members that are undefined change nothing. */
function merged(settings: Settings, patch: SettingsPatch): Settings {
  const changes = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(changes) };
}
