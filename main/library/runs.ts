import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunInfo, TrainingClip } from '@contract';
import { RunFolder } from './run-folder';
import { StateFile } from './settings';

/** What a run's file holds. */
export interface StoredRun extends Omit<RunInfo, 'bytes'> {
  /** The clip that its examples are cut from, null for other data. */
  readonly clip: TrainingClip | null;
}

export interface RunLibraryOptions {
  /** Folder of all runs; made where it is not there. */
  readonly path: string;
  /** Returns a run in its checked form, or throws an error that says what is wrong. */
  readonly validate: (value: unknown) => StoredRun;
  /** Takes what is wrong with files on disk. */
  readonly onProblem: (text: string) => void;
}

const DELETED = '.deleted-';

interface Entry {
  readonly folder: RunFolder;
  readonly file: StateFile<StoredRun | null>;
  bytes: number;
}

/** All runs on disk: a folder each, with its description, curve and checkpoints. */
export class RunLibrary {
  readonly #options: RunLibraryOptions;
  readonly #entries = new Map<string, Entry>();
  /** Runs deleted since the app was started, in their order; their folders are kept until the next start. */
  readonly #deleted: string[] = [];
  #clearing: Promise<unknown> = Promise.resolve();

  private constructor(options: RunLibraryOptions) {
    this.#options = options;
  }

  /** Reads every run; runs deleted last time and what crashes left behind are cleared away. */
  static async open(options: RunLibraryOptions): Promise<RunLibrary> {
    const library = new RunLibrary(options);
    await mkdir(options.path, { recursive: true });
    for (const entry of await readdir(options.path, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const path = join(options.path, entry.name);
      if (entry.name.startsWith(DELETED)) library.#clear(path);
      else await library.#read(entry.name, path);
    }
    return library;
  }

  /** Newest first. */
  get runs(): readonly RunInfo[] {
    const infos = [...this.#entries.values()].flatMap(({ file, bytes }) => {
      if (!file.value) return [];
      const { id, name, notes, createdAt, plan, facts, end } = file.value;
      return [{ id, name, notes, createdAt, plan, facts, end, bytes }];
    });
    return infos.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** Sounds that the examples of runs are cut from. */
  get clipPaths(): readonly string[] {
    return [...this.#entries.values()].flatMap(({ file }) => file.value?.clip?.path ?? []);
  }

  find(id: string): StoredRun | null {
    return this.#entries.get(id)?.file.value ?? null;
  }

  folderOf(id: string): RunFolder {
    return new RunFolder(join(this.#options.path, id));
  }

  /**
   * Makes the folder of a run to come.
   * @throws the error of the file system
   */
  async prepare(id: string): Promise<RunFolder> {
    const folder = this.folderOf(id);
    await mkdir(folder.path, { recursive: true });
    return folder;
  }

  /** Clears away the folder of a run that did not begin. */
  async discard(id: string): Promise<void> {
    await rm(this.folderOf(id).path, { recursive: true, force: true });
  }

  /** Keeps a run whose folder was prepared. */
  async add(run: StoredRun): Promise<void> {
    const entry = await this.#open(run.id, this.folderOf(run.id));
    entry.file.set(run);
    await entry.file.flush();
  }

  /** Does nothing where there is no such run any more. */
  change(id: string, patch: Partial<StoredRun>): void {
    const file = this.#entries.get(id)?.file;
    if (file?.value) file.set({ ...file.value, ...patch });
  }

  /** Looks how much the run takes on disk now. */
  async measure(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry) entry.bytes = await entry.folder.size();
  }

  /** @throws the error of the file system; the run stays then */
  async remove(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    await entry.file.flush();
    await rename(entry.folder.path, this.#graveOf(id));
    this.#entries.delete(id);
    this.#deleted.push(id);
  }

  /**
   * Brings back the run deleted last; null where there is none.
   * @throws the error of the file system
   */
  async restore(): Promise<StoredRun | null> {
    const id = this.#deleted[this.#deleted.length - 1];
    if (id === undefined) return null;
    await rename(this.#graveOf(id), this.folderOf(id).path);
    this.#deleted.pop();
    await this.#read(id, this.folderOf(id).path);
    return this.find(id);
  }

  /** Resolves when everything is on disk. */
  async flush(): Promise<void> {
    await Promise.all([this.#clearing, ...[...this.#entries.values()].map(({ file }) => file.flush())]);
  }

  /** Gigabytes may take a while, and the app does not wait for them. */
  #clear(path: string): void {
    const { onProblem } = this.#options;
    const cleared = rm(path, { recursive: true, force: true }).catch((error: unknown) => onProblem(String(error)));
    this.#clearing = Promise.all([this.#clearing, cleared]);
  }

  #graveOf(id: string): string {
    return join(this.#options.path, `${DELETED}${id}`);
  }

  async #read(id: string, path: string): Promise<void> {
    const folder = new RunFolder(path);
    await folder.tidy();
    const entry = await this.#open(id, folder);
    if (entry.file.problem !== null) this.#options.onProblem(`run ${id}: ${entry.file.problem}`);
    entry.bytes = await folder.size();
  }

  async #open(id: string, folder: RunFolder): Promise<Entry> {
    const { validate, onProblem } = this.#options;
    const file = await StateFile.open<StoredRun | null>({
      path: join(folder.path, 'run.json'),
      validate: (value) => sameRun(validate(value), id),
      initial: null,
      onSaveError: (error) => onProblem(`run ${id} was not saved: ${String(error)}`)
    });
    const entry = { folder, file, bytes: 0 };
    this.#entries.set(id, entry);
    return entry;
  }
}

/** A folder that was copied by hand holds the run of another. */
function sameRun(run: StoredRun, id: string): StoredRun {
  if (run.id !== id) throw new Error(`it belongs to the run ${run.id}`);
  return run;
}
