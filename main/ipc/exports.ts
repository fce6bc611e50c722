import { basename } from 'node:path';
import { AppError, failureOf, type ExportFormat } from '@contract';
import type { CommandArgs } from '@contract/schemas';
import type { ClipExports } from './clip-exports';
import type { Clips } from './clips';
import type { Dialogs } from './dialogs';
import type { Orders } from './orders';
import { fileName, type Runs } from './runs';
import type { SessionStore } from './session-store';
import { withoutSoundExtension } from './sound-extensions';

export interface ExportsOptions {
  readonly store: SessionStore;
  readonly engines: Orders;
  readonly dialogs: Pick<Dialogs, 'weightsToSave' | 'soundToSave'>;
  readonly clips: Pick<Clips, 'forTraining'>;
  readonly runs: Pick<Runs, 'get' | 'toSave'>;
  /** What shows that a sound is being saved. */
  readonly saves: Pick<ClipExports, 'during'>;
  /** The run that Save means, or null for the weights in use. */
  readonly current: () => string | null;
}

/** Saves weights and sounds for other programs. */
export class Exports {
  readonly #options: ExportsOptions;

  constructor(options: ExportsOptions) {
    this.#options = options;
  }

  /**
   * Saves the best weights of a run, or where that is null those that Save means.
   * @returns the name of the file, or null where the dialog was closed
   * @throws AppError with a sentence that names the file and the reason; a notice with it is shown
   */
  async save(run: string | null, format: ExportFormat): Promise<{ name: string } | null> {
    const { store, dialogs, runs, engines, current } = this.#options;
    return await told(store, async () => {
      const of = run ?? (store.onTrial ? null : current());
      const network = of === null ? (store.onTrial ?? store.network)?.name : runs.get(of).plan.network;
      if (!network) throw new AppError('refused', 'No network is loaded yet, so there is nothing to export.');
      const path = await dialogs.weightsToSave(network, format);
      if (path === null) return null;
      const from = of === null ? null : await checkpointOf(runs, of);
      await engines.order('analysis', { kind: 'export-weights', from, path, format });
      return saved(store, path);
    });
  }

  /**
   * Saves as WAV what one of the spectrograms of the open clip sounds like, as it is analysed now.
   * @returns the name of the file, or null where the dialog was closed
   * @throws AppError with a sentence that says why not; a notice with it is shown
   */
  async saveSound({ sound, encoding, part }: CommandArgs<'exportSound'>): Promise<{ name: string } | null> {
    const { store, engines, dialogs, clips, saves } = this.#options;
    return await told(store, async () => {
      const { clip } = store;
      const analysed = clips.forTraining;
      if (!clip || !analysed) throw new AppError('refused', 'No sound is open yet, so there is nothing to export.');
      const stem = fileName(withoutSoundExtension(clip.name));
      const path = await dialogs.soundToSave(`${stem} (${sound})${part === null ? '' : ' part'}.wav`);
      if (path === null) return null;
      const { channel, rate } = analysed;
      const choice = { sound, encoding, path, part };
      await saves.during(path, (saving) =>
        engines.order('analysis', { kind: 'export-sound', saving, clip: clip.id, channel, rate, ...choice })
      );
      return saved(store, path);
    });
  }
}

/** @throws AppError `not-found` where nothing of the run is on disk yet */
export async function checkpointOf(runs: Pick<Runs, 'toSave'>, run: string): Promise<string> {
  const path = await runs.toSave(run);
  if (path === null) throw new AppError('not-found', 'Nothing of this run is on disk yet: wait for its first epoch.');
  return path;
}

/** Tells the person that a file was written. */
export function saved(store: Pick<SessionStore, 'notify'>, path: string): { name: string } {
  const name = basename(path);
  store.notify('info', `Saved ${name}.`);
  return { name };
}

/** Shows an error, unless it is that the person chose something else. */
export function tell(store: Pick<SessionStore, 'notify'>, error: unknown): unknown {
  const { code, message } = failureOf(error);
  if (code !== 'cancelled') store.notify('error', message);
  return error;
}

/** Saves something, and shows why it failed. */
export async function told<T>(store: Pick<SessionStore, 'notify'>, save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (error) {
    const { code, message } = failureOf(error);
    // A checkpoint that could not be written says nothing against the checkpoint.
    throw tell(store, code === 'bad-checkpoint' ? new AppError('disk', message, { cause: error }) : error);
  }
}
