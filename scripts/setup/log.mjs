import { writeSync } from 'node:fs';

/**
 * The set-up's voice: one line a step, with the seconds since the start, on one stream.
 * Where the stream is a terminal, progress rewrites its own line; elsewhere it is a line every ten seconds.
 */
export class Log {
  /** @type {(text: string) => void} */ #write;
  /** @type {boolean} */ #terminal;
  /** @type {() => number} */ #now;
  /** @type {number} */ #start;
  #open = false;
  #lastProgress = -Infinity;
  /** Lines written so far, so that a caller can tell whether anything happened. */
  lines = 0;

  /** @param {{ write: (text: string) => void, terminal?: boolean, now?: () => number }} options `now` in milliseconds */
  constructor({ write, terminal = false, now = Date.now }) {
    this.#write = write;
    this.#terminal = terminal;
    this.#now = now;
    this.#start = now();
  }

  /** @param {string} text one step, or one result */
  say(text) {
    this.#endProgress();
    this.lines += 1;
    const seconds = ((this.#now() - this.#start) / 1000).toFixed(1);
    this.#write(`[set-up ${seconds.padStart(5)} s] ${text}\n`);
    this.#lastProgress = this.#now();
  }

  /** @param {string} text how far a long step has come; may be dropped */
  progress(text) {
    if (this.#terminal) {
      this.#write(`\r\x1b[K  ${text}`);
      this.#open = true;
      return;
    }
    if (this.#now() - this.#lastProgress < 10_000) return;
    this.say(`  ${text}`);
  }

  #endProgress() {
    if (this.#open) this.#write('\r\x1b[K');
    this.#open = false;
  }
}

/**
 * A log on standard output or standard error.
 * @param {'stdout' | 'stderr'} stream
 */
export function openLog(stream) {
  const fd = stream === 'stdout' ? 1 : 2;
  const terminal = Boolean(process[stream].isTTY);
  return new Log({ write: (text) => void writeFully(fd, text), terminal });
}

/**
 * @param {number} fd
 * @param {string} text
 */
function writeFully(fd, text) {
  try {
    writeSync(fd, text);
  } catch {
    // A full pipe or a closed one must not end the set-up.
  }
}

/**
 * @param {number} bytes
 * @returns {string} for a person: `214 MB`
 */
export function megabytes(bytes) {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}

/**
 * Why something failed, in one line.
 * @param {unknown} error
 */
export function reasonOf(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]?.trim() ?? '';
}
