import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, failureOf, type ClipInfo } from '@contract';
import type { SignalChoice } from '@contract/schemas';
import { isPresent } from '../library/recents';
import type { ClipList } from './clip-list';
import type { Clips } from './clips';
import type { Orders } from './orders';
import { signalName } from './signal-name';

export interface SignalsOptions {
  readonly engines: Orders;
  readonly list: Pick<ClipList, 'addMade'>;
  readonly clips: Pick<Clips, 'open'>;
  /** Where made signals lie. */
  readonly folder: string;
}

/** Makes test signals, which are clips like any other from then on. */
export class Signals {
  readonly #options: SignalsOptions;
  /** Settles with the signal asked for last: two that are made at once need two names. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SignalsOptions) {
    this.#options = options;
  }

  /** @throws AppError `bad-request` where the parameters do not fit together, `disk`, and what opening a clip throws */
  make(signal: SignalChoice): Promise<ClipInfo> {
    const made = this.#last.catch(() => null).then(() => this.#make(signal));
    this.#last = made;
    return made;
  }

  async #make(signal: SignalChoice): Promise<ClipInfo> {
    const { engines, list, clips, folder } = this.#options;
    await makeFolder(folder);
    const { name, path } = await this.#free(signalName(signal));
    await engines.order('analysis', { kind: 'make-clip', signal, path });
    list.addMade(path, name);
    return await clips.open(path);
  }

  /** A name that no file of the folder has yet. */
  async #free(wanted: string): Promise<{ name: string; path: string }> {
    for (let count = 1; ; count++) {
      const name = count === 1 ? wanted : `${wanted} (${count})`;
      const path = join(this.#options.folder, `${name}.wav`);
      if (!(await isPresent(path))) return { name, path };
    }
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new AppError('disk', `There is no place for the signal: ${failureOf(error).message}`, { cause: error });
  }
}
