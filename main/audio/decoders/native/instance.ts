import type { ByteReader } from '../byte-reader';
import { DecodingError } from '../sample-stream';
import url from './decoders.wasm?url&inline';

/** What `decoders.c` exports. */
interface Exports {
  readonly _initialize: () => void;
  readonly output: () => number;
  readonly channels: () => number;
  readonly rate: () => number;
  readonly bits: () => number;
  readonly total: () => number;
  readonly flac_open: () => number;
  readonly flac_read: () => number;
  readonly mpeg_open: () => number;
  readonly mpeg_read: () => number;
  readonly vorbis_open: () => number;
  readonly vorbis_input: () => number;
  readonly vorbis_limit: () => number;
  readonly vorbis_header: (length: number) => number;
  readonly vorbis_read: (length: number) => number;
}

type Call = Exclude<keyof Exports, '_initialize'>;

/** Pages of 64 KiB. A stream needs a few megabytes; what asks for more than the limit is hostile. */
const PAGES = { initial: 64, maximum: 2048 };

let compiled: WebAssembly.Module | null = null;

/** One decoder of one stream, with a memory of its own that ends with it. */
export class NativeDecoder {
  readonly #memory = new WebAssembly.Memory(PAGES);
  readonly #exports: Exports;

  /** @param reader where FLAC and MPEG audio pull their bytes from; Vorbis is given packets */
  constructor(reader: ByteReader | null) {
    compiled ??= new WebAssembly.Module(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
    const source = reader ? sourceOf(reader, this.#memory) : { read: () => 0, seek: () => 0, tell: () => 0 };
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: this.#memory }, source });
    this.#exports = exports as Exports;
    this.#exports._initialize();
  }

  /**
   * Calls an exported function.
   * @throws DecodingError where it ran out of memory or into a trap; the decoder is of no more use then.
   */
  call(name: Call, length = 0): number {
    try {
      return this.#exports[name](length);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error;
      throw new DecodingError('its sound is damaged', undefined, { cause: error });
    }
  }

  /** The output of the last call as floats, as long as no other call was made. */
  floats(count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.call('output'), count);
  }

  /** The same as integers. */
  integers(count: number): Int32Array {
    return new Int32Array(this.#memory.buffer, this.call('output'), count);
  }

  /** Puts a packet where Vorbis finds it; false where it is too long for one. */
  give(packet: Uint8Array): boolean {
    if (packet.length > this.call('vorbis_limit')) return false;
    new Uint8Array(this.#memory.buffer, this.call('vorbis_input'), packet.length).set(packet);
    return true;
  }
}

/** The imports of `decoders.c`: a file as C reads it. */
function sourceOf(reader: ByteReader, memory: WebAssembly.Memory): Record<'read' | 'seek' | 'tell', CallableFunction> {
  return {
    read: (to: number, length: number) => reader.readInto(new Uint8Array(memory.buffer, to, length)),
    seek: (offset: number, origin: 0 | 1 | 2) => {
      const target = [0, reader.position, reader.size][origin]! + offset;
      if (!(target >= 0 && target <= reader.size)) return 0;
      reader.position = target;
      return 1;
    },
    tell: () => reader.position
  };
}
