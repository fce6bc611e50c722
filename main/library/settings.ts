import { readFile, rename, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { writeFileSafely } from './safe-write';

export interface StateFileOptions<T> {
  readonly path: string;
  /** Returns the value in its checked form, or throws an error that says what is wrong. */
  readonly validate: (value: unknown) => T;
  /** What holds where there is no readable file. */
  readonly initial: T;
  /** Called where saving fails; the value in memory stays. */
  readonly onSaveError: (error: unknown) => void;
  /** Changes within this time are written together. */
  readonly delayMs?: number;
}

/** No state of this app comes near it; a larger file is not ours and is not read. */
const MAX_BYTES = 1024 * 1024;

/** One small JSON file that mirrors a value in memory: checked when read, saved safely and a little later when changed. */
export class StateFile<T> {
  /** What was wrong with the file on disk, as a sentence, or null. */
  readonly problem: string | null;
  readonly #options: StateFileOptions<T>;
  #value: T;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  private constructor(options: StateFileOptions<T>, value: T, problem: string | null) {
    this.#options = options;
    this.#value = value;
    this.problem = problem;
  }

  /** Never fails: a file that cannot be used is set aside beside its place and the initial value holds. */
  static async open<T>(options: StateFileOptions<T>): Promise<StateFile<T>> {
    let text: string | null;
    try {
      text = await readSmall(options.path);
      if (text === null) return new StateFile(options, options.initial, null);
      const value: unknown = JSON.parse(text);
      return new StateFile(options, options.validate(value), null);
    } catch (error) {
      return new StateFile(options, options.initial, await setAside(options.path, error));
    }
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    this.#timer ??= setTimeout(() => void this.flush(), this.#options.delayMs ?? 500);
  }

  /** Writes what is not yet on disk; resolves when it is. */
  flush(): Promise<void> {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = null;
      const bytes = new TextEncoder().encode(JSON.stringify(this.#value, null, 2) + '\n');
      this.#writing = this.#writing
        .then(() => writeFileSafely(this.#options.path, bytes))
        .catch((error: unknown) => this.#options.onSaveError(error));
    }
    return this.#writing;
  }
}

async function readSmall(path: string): Promise<string | null> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new Error(`it is ${size} bytes long, more than the ${MAX_BYTES} allowed`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function setAside(path: string, error: unknown): Promise<string> {
  const reason = error instanceof Error ? error.message : String(error);
  const extension = extname(path);
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const name = `${basename(path, extension)}.broken-${stamp}${extension}`;
  const start = `The settings file could not be used (${reason})`;
  try {
    await rename(path, join(dirname(path), name));
    return `${start} and was set aside as ${name}. The app starts with its defaults.`;
  } catch {
    return `${start}. The app starts with its defaults.`;
  }
}
