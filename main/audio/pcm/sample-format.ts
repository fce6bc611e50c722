/** How uncompressed samples are stored. */
export interface SampleFormat {
  /** `unsigned`: integers around half of their range, which only bytes are. */
  readonly kind: 'pcm' | 'unsigned' | 'float';
  readonly order: 'little' | 'big';
  readonly channels: number;
  /** Samples per second. */
  readonly rate: number;
  /** Bits of a sample that count; the rest of its bytes, at the low end, is padding. */
  readonly bits: number;
  /** Bytes of one sample of one channel. */
  readonly bytes: 1 | 2 | 3 | 4 | 8;
}

/** Where the samples of a file lie and how they are stored. */
export interface PcmLayout {
  readonly format: SampleFormat;
  /** Position of the first sample in the file. */
  readonly dataStart: number;
  /** Samples per channel that are really there, at least 1. */
  readonly samples: number;
}

/** Samples as the app itself writes them: 32-bit floats, little-endian. */
export function floatFormat(channels: number, rate: number): SampleFormat {
  return { kind: 'float', order: 'little', channels, rate, bits: 32, bytes: 4 };
}

/** Bytes of one sample of all channels. */
export function frameBytes({ channels, bytes }: SampleFormat): number {
  return channels * bytes;
}

/** Bytes of one sample, or null where samples of that size cannot be read. */
export function sampleBytes(kind: 'pcm' | 'float', bits: number): SampleFormat['bytes'] | null {
  if (kind === 'float') return bits === 32 ? 4 : bits === 64 ? 8 : null;
  if (bits < 1) return null;
  if (bits <= 8) return 1;
  if (bits <= 16) return 2;
  if (bits <= 24) return 3;
  return bits <= 32 ? 4 : null;
}

/** `PCM 16 bit`, `PCM 20 of 24 bit`, `float 32 bit`. */
export function describeFormat({ kind, bits, bytes }: SampleFormat): string {
  const stored = bytes * 8;
  return `${kind === 'float' ? 'float' : 'PCM'} ${bits === stored ? bits : `${bits} of ${stored}`} bit`;
}
