import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export type LogLevel = 'info' | 'warning' | 'error';

export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
  /** Kind of process that speaks: `main`, `page`, `analysis engine`, ... */
  readonly source: string;
  readonly pid: number | undefined;
}

export interface LogOptions {
  readonly path: string;
  /** Receives the lines a person at a terminal should see. */
  readonly echo: (text: string) => void;
  readonly maxBytes?: number;
}

const MAX_TEXT = 4000;

/** One line of JSON per event, on disk in at most two files of `maxBytes`; warnings and errors on the terminal too. */
export class Log {
  readonly #path: string;
  readonly #echo: (text: string) => void;
  readonly #maxBytes: number;
  #size: number | null = null;
  #waiting = '';
  #writing: Promise<void> | null = null;

  constructor({ path, echo, maxBytes = 1024 * 1024 }: LogOptions) {
    this.#path = path;
    this.#echo = echo;
    this.#maxBytes = maxBytes;
  }

  write({ level, text, source, pid }: LogLine): void {
    const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text;
    if (level !== 'info') this.#echo(`[${source}${pid === undefined ? '' : ` ${pid}`}] ${level}: ${short}\n`);
    this.#waiting += JSON.stringify({ time: new Date().toISOString(), level, source, pid, text: short }) + '\n';
    this.#writing ??= this.#drain();
  }

  /** Resolves when everything written so far is on disk. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting !== '') {
        const text = this.#waiting;
        this.#waiting = '';
        await this.#append(text);
      }
    } catch (error) {
      // A log that cannot be kept must not stop the app.
      this.#waiting = '';
      this.#echo(`[main ${process.pid}] warning: the log cannot be written: ${String(error)}\n`);
    } finally {
      this.#writing = null;
    }
  }

  async #append(text: string): Promise<void> {
    if (this.#size === null) {
      await mkdir(dirname(this.#path), { recursive: true });
      this.#size = await stat(this.#path).then(
        ({ size }) => size,
        () => 0
      );
    }
    const bytes = Buffer.byteLength(text);
    if (this.#size > 0 && this.#size + bytes > this.#maxBytes) {
      await rename(this.#path, `${this.#path}.old`);
      this.#size = 0;
    }
    await appendFile(this.#path, text);
    this.#size += bytes;
  }
}
