import { open, stat, type FileHandle } from 'node:fs/promises';
import { AudioError } from '../audio-error';
import { diskRefusal } from '../disk-refusal';

/** An open file that answers with bytes or with an AudioError. */
export class DiskFile {
  readonly name: string;
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(name: string, size: number, handle: FileHandle) {
    this.name = name;
    this.size = size;
    this.#handle = handle;
  }

  /** @throws AudioError where it is missing, no plain file, or may not be read. */
  static async open(path: string, name: string): Promise<DiskFile> {
    try {
      // Looked at before it is opened: opening a pipe would wait for a writer.
      const before = await stat(path);
      if (before.isDirectory()) throw AudioError.opening(name, 'it is a folder', 'choose a WAV file inside it');
      if (!before.isFile()) throw AudioError.opening(name, 'it is no plain file', 'choose a WAV file');
      const handle = await open(path, 'r');
      try {
        return new DiskFile(name, (await handle.stat()).size, handle);
      } catch (error) {
        await handle.close();
        throw error;
      }
    } catch (error) {
      if (error instanceof AudioError) throw error;
      const { reason, help } = diskRefusal(error, 'read');
      throw AudioError.opening(name, reason, help);
    }
  }

  /** Up to `length` bytes from `position` on; fewer where the file ends. */
  async read(position: number, length: number): Promise<Buffer> {
    const room = Math.max(0, Math.min(length, this.size - position));
    const bytes = Buffer.allocUnsafeSlow(room);
    let done = 0;
    while (done < room) {
      const { bytesRead } = await this.#attempt(() => this.#handle.read(bytes, done, room - done, position + done));
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  }

  /** @throws AudioError where the file, that was long enough when it was opened, ends before. */
  async readExactly(position: number, length: number): Promise<Buffer> {
    const bytes = await this.read(position, length);
    if (bytes.length < length) {
      throw AudioError.opening(this.name, 'it became shorter while it was open', 'open it again');
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #attempt<T>(operation: () => Promise<T>): Promise<T> {
    try {
      return await operation();
    } catch (error) {
      const { reason, help } = diskRefusal(error, 'read');
      throw AudioError.opening(this.name, reason, help);
    }
  }
}
