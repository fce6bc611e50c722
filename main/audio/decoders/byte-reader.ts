/** Bytes that can be read at once, wherever they lie. */
export interface ByteSource {
  readonly size: number;
  /** Fills `to` from `position` on; fewer bytes where the source ends. */
  readNow(position: number, to: Uint8Array): number;
}

const BLOCK_BYTES = 2 ** 16;

/** A cursor in a source of bytes. Reads ahead, so that many small reads cost little. */
export class ByteReader {
  readonly size: number;
  position = 0;
  readonly #source: ByteSource;
  readonly #block = Buffer.alloc(BLOCK_BYTES);
  #blockStart = 0;
  #blockLength = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size;
  }

  get left(): number {
    return Math.max(0, this.size - this.position);
  }

  /** Copies what comes next and moves behind it; fewer bytes where the source ends. */
  readInto(to: Uint8Array): number {
    let done = 0;
    while (done < to.length) {
      const part = this.#ahead(to.length - done);
      if (part.length === 0) break;
      to.set(part, done);
      done += part.length;
      this.position += part.length;
    }
    return done;
  }

  /** The next `length` bytes, or null, and nothing moved, where there are fewer. */
  read(length: number): Buffer | null {
    // Asked first, so that a length that a hostile file says costs no memory.
    if (length > this.left) return null;
    const start = this.position;
    const bytes = Buffer.allocUnsafe(length);
    if (this.readInto(bytes) === length) return bytes;
    this.position = start;
    return null;
  }

  /** Moves to the next place where `pattern` stands; false, and to the end, where there is none. */
  seekTo(pattern: Buffer): boolean {
    while (this.left >= pattern.length) {
      const ahead = this.#ahead(BLOCK_BYTES, pattern.length);
      if (ahead.length < pattern.length) break;
      const found = ahead.indexOf(pattern);
      if (found >= 0) {
        this.position += found;
        return true;
      }
      this.position += ahead.length - pattern.length + 1;
    }
    this.position = this.size;
    return false;
  }

  /** At most `length` bytes from the cursor on, at least `least` where the source has them; valid until the next read. */
  #ahead(length: number, least = 1): Buffer {
    const end = this.#blockStart + this.#blockLength;
    if (this.position < this.#blockStart || this.position + least > end) {
      this.#blockStart = this.position;
      this.#blockLength = this.#source.readNow(this.position, this.#block);
    }
    const from = this.position - this.#blockStart;
    return this.#block.subarray(from, Math.min(this.#blockLength, from + length));
  }
}
