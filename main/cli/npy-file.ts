import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { npyHeader, type NpyType } from '../audio/npy';

/** float32, and complex numbers of two of them, little-endian. */
export type NpyFileType = Extract<NpyType, '<f4' | '<c8'>;

export interface NpyFileOptions {
  readonly path: string;
  readonly dtype: NpyFileType;
  readonly rows: number;
  readonly columns: number;
}

/**
 * A two-dimensional `.npy` file (NumPy enhancement proposal 1) that is written row by row, so that it may be larger than
 * memory. It appears under its name when it is complete; until then it can be read back.
 */
export class NpyFile {
  readonly #options: NpyFileOptions;
  readonly #handle: FileHandle;
  readonly #start: number;
  /** float32 numbers of a row. */
  readonly #width: number;
  #written = 0;

  private constructor(options: NpyFileOptions, handle: FileHandle, start: number) {
    this.#options = options;
    this.#handle = handle;
    this.#start = start;
    this.#width = options.columns * (options.dtype === '<c8' ? 2 : 1);
  }

  /**
   * The caller ends it with `finish` or `discard`.
   * @throws RangeError where the shape is impossible, the error of the file system where it cannot be begun; nothing
   *   stays then.
   */
  static async create(options: NpyFileOptions): Promise<NpyFile> {
    const header = npyHeader([options.rows, options.columns], options.dtype);
    const file = new NpyFile(options, await open(unfinished(options.path), 'w+'), header.length);
    try {
      await file.#write(header, 0);
    } catch (error) {
      await file.discard();
      throw error;
    }
    return file;
  }

  /**
   * Adds whole rows.
   * @param values row-major, complex numbers interleaved re, im
   */
  async append(values: Float32Array): Promise<void> {
    const rows = values.length / this.#width;
    if (!Number.isInteger(rows) || this.#written + rows > this.#options.rows) {
      throw new RangeError(`${values.length} numbers are not rows that are still missing`);
    }
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    await this.#write(bytes, this.#start + this.#written * this.#width * 4);
    this.#written += rows;
  }

  /** Rows `first` to `first + count` as they were written. */
  async read(first: number, count: number): Promise<Float32Array> {
    if (first < 0 || first + count > this.#written)
      throw new RangeError(`rows ${first} to ${first + count} are not written`);
    const values = new Float32Array(count * this.#width);
    const bytes = new Uint8Array(values.buffer);
    for (let done = 0; done < bytes.length;) {
      const position = this.#start + first * this.#width * 4 + done;
      const { bytesRead } = await this.#handle.read(bytes, done, bytes.length - done, position);
      if (bytesRead === 0) throw new Error(`${this.#options.path} became shorter while it was written`);
      done += bytesRead;
    }
    return values;
  }

  async finish(): Promise<void> {
    if (this.#written !== this.#options.rows)
      throw new RangeError(`${this.#options.rows - this.#written} rows are missing`);
    await this.#handle.close();
    await rename(unfinished(this.#options.path), this.#options.path);
  }

  /** Ends it without a file; a file that was finished stays. */
  async discard(): Promise<void> {
    try {
      await this.#handle.close();
    } finally {
      await rm(unfinished(this.#options.path), { force: true });
    }
  }

  async #write(bytes: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }
}

function unfinished(path: string): string {
  return `${path}.part`;
}
