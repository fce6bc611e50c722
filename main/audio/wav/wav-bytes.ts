/**
 * WAV files put together chunk by chunk, sound or broken: what the tests open.
 */
export interface ChunkOptions {
  /** Size that the header says instead of the true one. */
  readonly size?: number;
  /** false leaves out the byte of padding after a chunk of odd size. */
  readonly pad?: boolean;
}

export function chunk(
  id: string,
  content: Uint8Array,
  { size = content.length, pad = true }: ChunkOptions = {}
): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 0, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, content, Buffer.alloc(pad ? content.length % 2 : 0)]);
}

export interface FormatOptions {
  readonly tag?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  /** Bytes of one sample of all channels. */
  readonly block?: number;
}

/** A `fmt ` chunk of 16 bytes; by default PCM, mono, 8000 Hz, 16 bit. */
export function fmt({ tag = 1, channels = 1, rate = 8000, bits = 16, block }: FormatOptions = {}): Buffer {
  return chunk('fmt ', formatFields({ tag, channels, rate, bits, ...(block === undefined ? {} : { block }) }));
}

/** An extensible `fmt ` chunk of 40 bytes, whose identifier begins with `tag`. */
export function extensible({ tag = 1, valid, ...options }: FormatOptions & { readonly valid?: number }): Buffer {
  const content = Buffer.alloc(40);
  formatFields({ ...options, tag: 0xfffe }).copy(content);
  content.writeUInt16LE(22, 16);
  content.writeUInt16LE(valid ?? options.bits ?? 16, 18);
  content.writeUInt16LE(tag, 24);
  Buffer.from('000000001000800000aa00389b71', 'hex').copy(content, 26);
  return chunk('fmt ', content);
}

function formatFields({ tag = 1, channels = 1, rate = 8000, bits = 16, block }: FormatOptions): Buffer {
  const content = Buffer.alloc(16);
  const blockBytes = block ?? channels * Math.ceil(bits / 8);
  content.writeUInt16LE(tag, 0);
  content.writeUInt16LE(channels, 2);
  content.writeUInt32LE(rate, 4);
  content.writeUInt32LE((rate * blockBytes) % 2 ** 32, 8);
  content.writeUInt16LE(blockBytes % 2 ** 16, 12);
  content.writeUInt16LE(bits, 14);
  return content;
}

/** The whole file around its chunks. */
export function riff(chunks: readonly Uint8Array[], { id = 'RIFF', size = -1, form = 'WAVE' } = {}): Buffer {
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(12);
  head.write(id, 0, 'latin1');
  head.writeUInt32LE(size < 0 ? body.length + 4 : size, 4);
  head.write(form, 8, 'latin1');
  return Buffer.concat([head, body]);
}

/** Sizes of a 64-bit file: of `data`, and of other chunks by name. */
export function ds64(dataBytes: number, others: Readonly<Record<string, number>> = {}): Buffer {
  const entries = Object.entries(others);
  const content = Buffer.alloc(28 + 12 * entries.length);
  content.writeBigUInt64LE(BigInt(dataBytes), 8);
  content.writeUInt32LE(entries.length, 24);
  entries.forEach(([id, size], i) => {
    content.write(id, 28 + 12 * i, 'latin1');
    content.writeBigUInt64LE(BigInt(size), 32 + 12 * i);
  });
  return chunk('ds64', content);
}

/** Samples of 16 bit. */
export function pcm16(...values: number[]): Buffer {
  return Buffer.from(Int16Array.from(values).buffer);
}
