import { access, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DiskFile } from '../audio/disk-file';
import { readWavLayout } from '../audio/wav/layout';

/** A recording in the folder. */
export interface StoredTake {
  readonly name: string;
  readonly seconds: number;
}

const NAME = /^Recording \d{4}-\d\d-\d\d \d\d\.\d\d(?: \(\d+\))?$/;

/** The recordings that are not saved yet: WAV files in a folder, each called as the person reads it. */
export class TakeLibrary {
  readonly #folder: string;

  /** @param folder made when the first recording begins */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All that hold sound, newest first. What else lies in the folder is left alone. */
  async list(): Promise<StoredTake[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const takes = await Promise.all(names.filter((name) => NAME.test(name)).map((name) => this.#look(name)));
    return takes.filter((take) => take !== null).sort((a, b) => byAge(b.name, a.name));
  }

  /** A name that no recording has: `Recording 2026-11-26 19.20`, with a number behind it for a second one. */
  async freshName(now: Date): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const first = `Recording ${stamp(now)}`;
    let name = first;
    for (let count = 2; await isThere(this.path(name)); count++) name = `${first} (${count})`;
    return name;
  }

  /** @throws RangeError where no recording can have that name */
  path(name: string): string {
    if (!NAME.test(name)) throw new RangeError(`"${name}" is not what a recording is called.`);
    return join(this.#folder, name);
  }

  /** Deletes one for good; one that is not there is as good as deleted. */
  async remove(name: string): Promise<void> {
    await rm(this.path(name), { force: true });
  }

  async #look(name: string): Promise<StoredTake | null> {
    try {
      const file = await DiskFile.open(this.path(name), name);
      try {
        const { samples, format } = await readWavLayout(file);
        return { name, seconds: samples / format.rate };
      } finally {
        await file.close();
      }
    } catch {
      // Begun, but no sample reached the disk: there is nothing to offer.
      return null;
    }
  }
}

function stamp(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${day} ${two(now.getHours())}.${two(now.getMinutes())}`;
}

/** By time, and within a minute by number. */
function byAge(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false
  );
}
