import type { DecoderConfig } from '@contract';
import { DecodingError } from '../sample-stream';

/** Rates by index (ISO/IEC 14496-3 table 1.18). */
const RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];
/** Index that says that the rate itself follows. */
const RATE_FOLLOWS = 15;
/** Channels by configuration (table 1.19 and its amendments); 0 means that the stream tells. */
const CHANNELS: Readonly<Record<number, number>> = {
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 5,
  6: 6,
  7: 8,
  11: 7,
  12: 8,
  14: 8
};

/** Object types (table 1.17): spectral band replication doubles the rate, parametric stereo the channels. */
const LOW_COMPLEXITY = 2;
const BAND_REPLICATION = 5;
const PARAMETRIC_STEREO = 29;
/** What follows the configuration of AAC-LC that is HE-AAC to those who look further. */
const EXTENSION = 0x2b7;
const STEREO_EXTENSION = 0x548;
/** Object type that says that six more bits follow. */
const TYPE_FOLLOWS = 31;

/** What to decode, and what it is called. */
export interface AacKind {
  readonly config: DecoderConfig;
  /** Samples per second that are coded: HE-AAC doubles them. */
  readonly core: number;
  readonly encoding: string;
}

/**
 * Reads an AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1). HE-AAC of one channel comes out as two, as decoders do it:
 * parametric stereo may begin at any time.
 * @param channels what the container says, for a stream that arranges its channels in its own way
 * @throws DecodingError where it is damaged
 */
export function aacKind(description: Uint8Array, channels: number): AacKind {
  const bits = new BitReader(description);
  const type = objectType(bits);
  const core = rate(bits);
  const configuration = bits.read(4);
  const { high, extended } = type === LOW_COMPLEXITY ? extension(bits, core) : openExtension(bits, type, core);
  const count = configuration === 0 ? channels : CHANNELS[configuration];
  if (bits.ended || !core || !extended || count === undefined || count < 1) {
    throw new DecodingError('its AAC header is damaged or of an unknown kind');
  }
  const config = { codec: `mp4a.40.${type}`, rate: extended, channels: high && count === 1 ? 2 : count, description };
  return { config, core, encoding: high ?? 'AAC' };
}

interface Extension {
  readonly high: 'HE-AAC' | 'HE-AAC v2' | null;
  /** Samples per second that come out. */
  readonly extended: number | undefined;
}

/** HE-AAC that says so at once. */
function openExtension(bits: BitReader, type: number, core: number | undefined): Extension {
  if (type !== BAND_REPLICATION && type !== PARAMETRIC_STEREO) return { high: null, extended: core };
  return { high: type === PARAMETRIC_STEREO ? 'HE-AAC v2' : 'HE-AAC', extended: rate(bits) };
}

/** HE-AAC that says so behind what old decoders read, or AAC-LC that ends there. */
function extension(bits: BitReader, core: number | undefined): Extension {
  const [, dependsOnCore] = [bits.read(1), bits.read(1)];
  bits.read(dependsOnCore ? 15 : 1);
  const none: Extension = { high: null, extended: core };
  if (bits.left < 17 || bits.read(11) !== EXTENSION || bits.read(5) !== BAND_REPLICATION || !bits.read(1)) return none;
  const extended = rate(bits);
  const stereo = bits.left >= 12 && bits.read(11) === STEREO_EXTENSION && bits.read(1) === 1;
  return { high: stereo ? 'HE-AAC v2' : 'HE-AAC', extended };
}

/**
 * The AudioSpecificConfig that stands for the header of an ADTS frame.
 * @param rateIndex index of the rate, 0 to 12
 */
export function specificConfig(type: number, rateIndex: number, channels: number): Uint8Array {
  const bits = (type << 11) | (rateIndex << 7) | (channels << 3);
  return Uint8Array.of(bits >> 8, bits & 0xff);
}

export function isRateIndex(index: number): boolean {
  return index < RATES.length;
}

function objectType(bits: BitReader): number {
  const type = bits.read(5);
  return type === TYPE_FOLLOWS ? 32 + bits.read(6) : type;
}

/** Samples per second; 0 or undefined where there is no such rate. */
function rate(bits: BitReader): number | undefined {
  const index = bits.read(4);
  return index === RATE_FOLLOWS ? bits.read(24) : RATES[index];
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return 8 * this.#bytes.length - this.#at;
  }

  /** Whether more bits were read than there are. */
  get ended(): boolean {
    return this.left < 0;
  }

  read(count: number): number {
    let value = 0;
    for (const end = this.#at + count; this.#at < end; this.#at++) {
      value = 2 * value + (((this.#bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }
}
