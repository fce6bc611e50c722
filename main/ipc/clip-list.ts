import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { AppError, LONGEST_CLIP_NAME, MOST_CLIPS, type ClipFacts, type ClipOrigin, type ListedClip } from '@contract';
import { removeUnlisted, withClip, withClipAt } from '../library/clip-list';
import { isPresent } from '../library/recents';
import type { StateFile } from '../library/settings';
import type { ClipListEntry, ClipListState } from './clip-list-schema';
import type { SessionStore } from './session-store';

export interface ClipListOptions {
  readonly store: Pick<SessionStore, 'setClipList' | 'renameClip' | 'notify'>;
  readonly state: StateFile<ClipListState>;
  /** The bundled clip. */
  readonly sample: string;
  /** Folders of the app's own, by what lies in them. */
  readonly folders: Readonly<Partial<Record<ClipOrigin, string>>>;
}

interface Removed {
  readonly entry: ClipListEntry;
  readonly at: number;
}

/** The clips a person has opened, dropped or made, newest first: names and places, and whether each is still there. */
export class ClipList {
  readonly #options: ClipListOptions;
  #removed: readonly Removed[] = [];
  /** Paths that were not there when last looked for. */
  #missing: ReadonlySet<string> = new Set();
  #open: string | null = null;
  #looks = 0;

  constructor(options: ClipListOptions) {
    this.#options = options;
    if (options.state.problem) options.store.notify('warning', options.state.problem);
  }

  /** What a person calls the file at a path. */
  nameOf(path: string): string {
    return this.#entryAt(path)?.name ?? basename(path);
  }

  /** Name of the unsaved recording that lies at a path, null for every other file. */
  takeAt(path: string): string | null {
    return this.#originOf(path) === 'recording' ? basename(path) : null;
  }

  /** Where the clips lie, newest first. */
  get paths(): readonly string[] {
    return this.#entries.map(({ path }) => path);
  }

  /** @throws AppError `not-found` */
  pathOf(id: string): string {
    return this.#get(id).path;
  }

  /** The file at a path is open and on show. */
  opened(path: string, { rate, channels, seconds, encoding }: ClipFacts): void {
    this.#open = path;
    this.#missing = new Set([...this.#missing].filter((other) => other !== path));
    this.#put(path, { facts: { rate, channels, seconds, encoding } });
    this.#publish();
  }

  /** Files that a person chose beside the one that is opened; the first of them comes first. */
  async add(paths: readonly string[]): Promise<void> {
    for (const path of [...paths].reverse()) this.#put(path, {});
    await this.refresh();
  }

  /** What is known of a file that was not opened yet. */
  describe(path: string, { rate, channels, seconds, encoding }: ClipFacts): void {
    if (this.#entryAt(path)?.facts !== null) return;
    this.#put(path, { facts: { rate, channels, seconds, encoding } });
    this.#publish();
  }

  /** A file that the app made, under the name it is known by. */
  addMade(path: string, name: string): void {
    this.#put(path, { name });
    this.#publish();
  }

  /** @throws AppError `not-found` */
  rename(id: string, name: string): null {
    const entry = this.#get(id);
    this.#put(entry.path, { name });
    this.#publish();
    if (entry.path === this.#open) this.#options.store.renameClip(name);
    return null;
  }

  /** The file stays. @throws AppError `refused` for the clip on show, `not-found` */
  remove(id: string): null {
    const entry = this.#get(id);
    if (entry.path === this.#open) throw new AppError('refused', `${entry.name} is on show. Open another clip first.`);
    this.#removed = [...this.#removed, { entry, at: this.#entries.indexOf(entry) }];
    this.#set(this.#entries.filter((other) => other !== entry));
    this.#publish();
    return null;
  }

  /** Brings back the entry removed last; null where there is none. */
  restore(): ListedClip | null {
    const last = this.#removed[this.#removed.length - 1];
    if (!last) return null;
    this.#removed = this.#removed.slice(0, -1);
    const { entry, at } = last;
    this.#set(withClipAt(this.#entries, entry, at).slice(0, MOST_CLIPS));
    this.#publish();
    return this.#listed(entry);
  }

  /** The file at a path is deleted: nothing of it stays, and nothing brings it back. */
  forget(path: string): void {
    this.#set(this.#entries.filter((entry) => entry.path !== path));
    this.#removed = this.#removed.filter(({ entry }) => entry.path !== path);
    this.#publish();
  }

  /** Looks again which files are still there. */
  async refresh(): Promise<void> {
    const look = ++this.#looks;
    const { paths } = this;
    const present = await Promise.all(paths.map(isPresent));
    // A slow disk must not bring back what is out of date.
    if (look !== this.#looks) return;
    this.#missing = new Set(paths.filter((_, i) => !present[i]));
    this.#publish();
  }

  /**
   * Deletes made signals that are on no list; for the start of the app, when nothing can be undone any more.
   * @param alsoKept paths that something else leads to
   */
  async clean(alsoKept: readonly string[]): Promise<void> {
    const { folders, state } = this.#options;
    // A list that could not be read may yet be mended by hand.
    if (folders.signal === undefined || state.problem !== null) return;
    await removeUnlisted(folders.signal, new Set([...this.#entries.map(({ path }) => path), ...alsoKept]));
  }

  get #entries(): readonly ClipListEntry[] {
    return this.#options.state.value.entries;
  }

  #entryAt(path: string): ClipListEntry | undefined {
    return this.#entries.find((entry) => entry.path === path);
  }

  #get(id: string): ClipListEntry {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    if (!entry) throw new AppError('not-found', 'This clip is no longer in the list.');
    return entry;
  }

  #put(path: string, change: Partial<Pick<ClipListEntry, 'name' | 'facts'>>): void {
    const known = this.#entryAt(path) ?? {
      id: randomUUID(),
      path,
      name: basename(path).slice(0, LONGEST_CLIP_NAME),
      origin: this.#originOf(path),
      facts: null
    };
    this.#set(withClip(this.#entries, { ...known, ...change }, { most: MOST_CLIPS, keep: this.#open }));
  }

  #set(entries: readonly ClipListEntry[]): void {
    this.#options.state.set({ version: 1, entries });
  }

  #originOf(path: string): ClipOrigin {
    const { sample, folders } = this.#options;
    if (path === sample) return 'sample';
    const folder = dirname(path);
    return (['recording', 'signal'] as const).find((origin) => folders[origin] === folder) ?? 'file';
  }

  #listed({ id, name, origin, facts, path }: ClipListEntry): ListedClip {
    const present = !this.#missing.has(path);
    return { id, name, origin, facts, open: path === this.#open, present, take: this.takeAt(path) };
  }

  #publish(): void {
    this.#options.store.setClipList(this.#entries.map((entry) => this.#listed(entry)));
  }
}
