import { basename } from 'node:path';
import { AppError, failureOf, type HistoryMoment, type MapPart } from '@contract';
import { writeFileSafely } from '../library/safe-write';
import type { Engines } from '../supervisor/engines';
import type { Dialogs } from './dialogs';
import { fileName, type Runs } from './runs';
import type { SessionStore } from './session-store';

export interface InspectionOptions {
  readonly store: SessionStore;
  readonly engines: Pick<Engines, 'order'>;
  readonly dialogs: Pick<Dialogs, 'arrayToSave' | 'tableToSave'>;
  readonly runs: Pick<Runs, 'get' | 'folderOf'>;
}

type Saved = { readonly name: string } | null;

/** What looking into weights needs of the disk: the history of a run, and files of what is seen. */
export class Inspection {
  readonly #options: InspectionOptions;

  constructor(options: InspectionOptions) {
    this.#options = options;
  }

  /** @throws AppError `not-found` */
  async openHistory(run: string): Promise<{ moments: readonly HistoryMoment[] }> {
    const { engines, runs } = this.#options;
    const { network } = runs.get(run).plan;
    return await engines.order('analysis', { kind: 'open-history', run, network, folder: runs.folderOf(run) });
  }

  /** @returns the name of the file, or null where the dialog was closed */
  async exportMap(part: MapPart): Promise<Saved> {
    const { engines, dialogs } = this.#options;
    const { map, slice, reading } = part;
    const path = await dialogs.arrayToSave(`${fileName(`${map} ${slice + 1} ${reading}`)}.npy`);
    if (path === null) return null;
    await engines.order('analysis', { kind: 'export-map', path, ...part });
    return this.#saved(path);
  }

  /**
   * @param name what the file is called at first
   * @throws AppError `disk`
   */
  async saveTable(name: string, csv: string): Promise<Saved> {
    const path = await this.#options.dialogs.tableToSave(`${fileName(name)}.csv`);
    if (path === null) return null;
    try {
      await writeFileSafely(path, new TextEncoder().encode(csv));
    } catch (error) {
      throw new AppError('disk', `${basename(path)} was not saved: ${failureOf(error).message}`, { cause: error });
    }
    return this.#saved(path);
  }

  #saved(path: string): Saved {
    this.#options.store.notify('info', `Saved ${basename(path)}.`);
    return { name: basename(path) };
  }
}
