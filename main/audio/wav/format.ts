import { sampleBytes, type SampleFormat } from '../pcm/sample-format';
import type { Refusal } from '../refusal';

const EXPORT = 'export it again as PCM or float WAV';

const TAG_PCM = 1;
const TAG_FLOAT = 3;
const TAG_EXTENSIBLE = 0xfffe;

/** Codecs that come in WAV files, by their tag (RFC 2361). */
const CODECS: Readonly<Record<number, string>> = {
  0x0002: 'Microsoft ADPCM',
  0x0006: 'A-law',
  0x0007: 'mu-law',
  0x0011: 'IMA ADPCM',
  0x0016: 'G.723 ADPCM',
  0x0031: 'GSM 6.10',
  0x0040: 'G.721 ADPCM',
  0x0050: 'MPEG audio',
  0x0055: 'MP3',
  0x0092: 'AC-3',
  0x00ff: 'AAC',
  0x0160: 'Windows Media Audio',
  0x0161: 'Windows Media Audio',
  0x0162: 'Windows Media Audio',
  0x1600: 'AAC',
  0x1610: 'AAC',
  0x2000: 'AC-3',
  0x2001: 'DTS',
  0x566f: 'Ogg Vorbis',
  0xf1ac: 'FLAC'
};

/** Bytes 2 to 15 of the identifiers that stand for a plain tag: {0000tttt-0000-0010-8000-00AA00389B71}. */
const PLAIN_GUID = '000000001000800000aa00389b71';

/** Enough of a `fmt ` chunk for every form of it. */
export const FMT_BYTES = 40;

/**
 * Reads a `fmt ` chunk of 16, 18 or 40 bytes (Microsoft's WAVEFORMATEX and WAVEFORMATEXTENSIBLE).
 * @param chunk its first `FMT_BYTES` bytes, or all where it is shorter
 */
export function parseFormat(chunk: Buffer): SampleFormat | Refusal {
  if (chunk.length < 16) {
    return { reason: `its fmt chunk has ${chunk.length} bytes where at least 16 are needed`, help: EXPORT };
  }
  const channels = chunk.readUInt16LE(2);
  const rate = chunk.readUInt32LE(4);
  const blockBytes = chunk.readUInt16LE(12);
  const storedBits = chunk.readUInt16LE(14);
  const tag = readTag(chunk);
  if (typeof tag !== 'number') return tag;
  if (tag !== TAG_PCM && tag !== TAG_FLOAT) {
    const codec = CODECS[tag] ?? `an unknown codec, number ${tag}`;
    return { reason: `its sound is compressed with ${codec}, which is not read`, help: EXPORT };
  }
  if (channels === 0) return { reason: 'its header says it has no channels', help: EXPORT };
  if (rate === 0) return { reason: 'its header says it has a rate of 0 Hz', help: EXPORT };
  if (storedBits === 0) return { reason: 'its header says a sample has 0 bits', help: EXPORT };
  const kind = tag === TAG_PCM ? 'pcm' : 'float';
  const bytes = sampleBytes(kind, storedBits);
  if (bytes === null) {
    const allowed = kind === 'pcm' ? '1 to 32' : '32 or 64';
    return { reason: `its ${kind} samples have ${storedBits} bits where ${allowed} can be read`, help: EXPORT };
  }
  // The size of a block is stored in 16 bits, which very many channels overflow.
  if (blockBytes !== (channels * bytes) % 0x10000) {
    return {
      reason: `its header contradicts itself: ${channels} channels of ${storedBits} bits do not make blocks of ${blockBytes} bytes`,
      help: EXPORT
    };
  }
  const bits = kind === 'pcm' ? validBits(chunk, storedBits) : storedBits;
  // Bytes alone are unsigned (Microsoft's Multimedia Programming Interface 1.0).
  return { kind: bytes === 1 ? 'unsigned' : kind, order: 'little', channels, rate, bytes, bits };
}

/** The codec's tag; that of an extensible format is the start of its identifier. */
function readTag(chunk: Buffer): number | Refusal {
  const tag = chunk.readUInt16LE(0);
  if (tag !== TAG_EXTENSIBLE) return tag;
  if (chunk.length < 40) {
    return { reason: `its extensible fmt chunk has ${chunk.length} bytes where 40 are needed`, help: EXPORT };
  }
  if (chunk.toString('hex', 26, 40) !== PLAIN_GUID) {
    return { reason: 'its sound is stored in a form that is not read', help: EXPORT };
  }
  return chunk.readUInt16LE(24);
}

/** An extensible format may say that fewer bits than stored count; nonsense there changes nothing. */
function validBits(chunk: Buffer, storedBits: number): number {
  if (chunk.readUInt16LE(0) !== TAG_EXTENSIBLE) return storedBits;
  const valid = chunk.readUInt16LE(18);
  return valid >= 1 && valid < storedBits ? valid : storedBits;
}
