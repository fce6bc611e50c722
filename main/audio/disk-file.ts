import { readSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { AudioError } from './audio-error';
import { diskRefusal } from './disk-refusal';

/** An open file that answers with bytes or with an AudioError. */
export class DiskFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly #handle: FileHandle;
  readonly #afterwards: () => Promise<void>;

  private constructor(
    { path, name, size }: Pick<DiskFile, 'path' | 'name' | 'size'>,
    handle: FileHandle,
    afterwards: () => Promise<void>
  ) {
    this.path = path;
    this.name = name;
    this.size = size;
    this.#handle = handle;
    this.#afterwards = afterwards;
  }

  /**
   * @param afterwards what is to be done when the file was closed
   * @throws AudioError where it is missing, no plain file, or may not be read.
   */
  static async open(path: string, name: string, afterwards = nothing): Promise<DiskFile> {
    try {
      // Looked at before it is opened: opening a pipe would wait for a writer.
      const before = await stat(path);
      if (before.isDirectory())
        throw AudioError.opening(name, { reason: 'it is a folder', help: 'choose a file inside it' });
      if (!before.isFile())
        throw AudioError.opening(name, { reason: 'it is no plain file', help: 'choose a sound file' });
      const handle = await open(path, 'r');
      try {
        const { size } = await handle.stat();
        return new DiskFile({ path, name, size }, handle, afterwards);
      } catch (error) {
        await handle.close();
        throw error;
      }
    } catch (error) {
      if (error instanceof AudioError) throw error;
      throw AudioError.opening(name, diskRefusal(error, 'read'));
    }
  }

  /** Up to `length` bytes from `position` on; fewer where the file ends. */
  async read(position: number, length: number): Promise<Buffer> {
    const room = Math.max(0, Math.min(length, this.size - position));
    const bytes = Buffer.allocUnsafeSlow(room);
    return bytes.subarray(0, await this.#fill(position, bytes));
  }

  /** @throws AudioError where the file, that was long enough when it was opened, ends before. */
  async readExactly(position: number, length: number): Promise<Buffer> {
    const bytes = await this.read(position, length);
    if (bytes.length < length) throw this.#shorter();
    return bytes;
  }

  /**
   * Fills `bytes` from `position` on, for those who read so often that fresh memory each time would cost more.
   * @throws AudioError as `readExactly` does.
   */
  async readInto(position: number, bytes: Buffer): Promise<void> {
    if ((await this.#fill(position, bytes)) < bytes.length) throw this.#shorter();
  }

  /**
   * Fills `to` from `position` on before it returns, for decoders that ask for bytes in the middle of their work.
   * @returns bytes read; fewer than asked for where the file ends
   */
  readNow(position: number, to: Uint8Array): number {
    let done = 0;
    try {
      while (done < to.length) {
        const bytesRead = readSync(this.#handle.fd, to, done, to.length - done, position + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
    } catch (error) {
      throw this.#refusal(error);
    }
    return done;
  }

  async close(): Promise<void> {
    await this.#handle.close();
    await this.#afterwards();
  }

  /** @returns bytes read; fewer than there is room for where the file ends */
  async #fill(position: number, bytes: Buffer): Promise<number> {
    const room = bytes.length;
    let done = 0;
    while (done < room) {
      const { bytesRead } = await this.#attempt(() => this.#handle.read(bytes, done, room - done, position + done));
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }

  #shorter(): AudioError {
    return AudioError.opening(this.name, { reason: 'it became shorter while it was open', help: 'open it again' });
  }

  async #attempt<T>(operation: () => Promise<T>): Promise<T> {
    try {
      return await operation();
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  #refusal(error: unknown): AudioError {
    return AudioError.opening(this.name, diskRefusal(error, 'read'));
  }
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
