import { AudioError } from '../audio-error';
import type { DiskFile } from '../disk-file';
import { frameBytes, sampleBytes, type PcmLayout, type SampleFormat } from '../pcm/sample-format';
import { isRefusal, type Refusal } from '../refusal';

/** More chunks than any program writes. */
const MAX_CHUNKS = 1024;
const EXPORT = 'export it again as PCM WAV or AIFF';
const COMM_BYTES = 22;

/** How AIFF-C stores samples, by the name of the compression. */
const STORED: Readonly<Record<string, Pick<SampleFormat, 'kind' | 'order'> & { readonly bits?: number }>> = {
  NONE: { kind: 'pcm', order: 'big' },
  twos: { kind: 'pcm', order: 'big' },
  sowt: { kind: 'pcm', order: 'little' },
  in24: { kind: 'pcm', order: 'big', bits: 24 },
  in32: { kind: 'pcm', order: 'big', bits: 32 },
  'raw ': { kind: 'unsigned', order: 'big' },
  fl32: { kind: 'float', order: 'big', bits: 32 },
  FL32: { kind: 'float', order: 'big', bits: 32 },
  fl64: { kind: 'float', order: 'big', bits: 64 },
  FL64: { kind: 'float', order: 'big', bits: 64 }
};

/** Compressions that are met in AIFF-C files but not read. */
const CODECS: Readonly<Record<string, string>> = {
  ulaw: 'mu-law',
  ULAW: 'mu-law',
  alaw: 'A-law',
  ALAW: 'A-law',
  ima4: 'IMA ADPCM',
  MAC3: 'MACE 3:1',
  MAC6: 'MACE 6:1',
  QDM2: 'QDesign Music',
  GSM: 'GSM 6.10',
  '.mp3': 'MP3'
};

interface Common {
  readonly format: SampleFormat;
  /** Samples per channel that the header says. */
  readonly declared: number;
}

/**
 * Finds the samples of an AIFF or AIFF-C file (Apple 1989, 1991). What the header says is believed only as far as the
 * file reaches.
 * @throws AudioError that names the reason where there is nothing to read.
 */
export async function readAiffLayout(file: DiskFile): Promise<PcmLayout> {
  const refuse = (refusal: Refusal): never => {
    throw AudioError.opening(file.name, refusal);
  };
  const { common, sound } = await walk(file);
  if (!common)
    return refuse({ reason: 'it has no COMM chunk, which would say how its samples are stored', help: EXPORT });
  if (isRefusal(common)) return refuse(common);
  if (!sound) return refuse({ reason: 'it has no SSND chunk, which would hold its samples', help: EXPORT });
  const { format, declared } = common;
  const available = Math.min(sound.bytes, file.size - sound.start);
  const samples = Math.min(declared, Math.floor(available / frameBytes(format)));
  if (samples < 1) return refuse({ reason: 'it holds no samples', help: 'record or export it again' });
  return { format, dataStart: sound.start, samples };
}

interface Found {
  common?: Common | Refusal;
  sound?: { readonly start: number; readonly bytes: number };
}

/** Goes from chunk to chunk until both that matter are found. */
async function walk(file: DiskFile): Promise<Found> {
  const found: Found = {};
  const compressed = (await file.read(8, 4)).toString('latin1') === 'AIFC';
  let at = 12;
  for (let count = 0; count < MAX_CHUNKS && at + 8 <= file.size; count++) {
    const head = await file.read(at, 8 + COMM_BYTES);
    const id = head.toString('latin1', 0, 4);
    const size = head.readUInt32BE(4);
    const content = head.subarray(8, 8 + Math.min(size, COMM_BYTES));
    if (id === 'COMM') found.common ??= parseCommon(content, compressed);
    if (id === 'SSND' && content.length >= 8) {
      const offset = content.readUInt32BE(0);
      found.sound ??= { start: at + 16 + offset, bytes: size - 8 - offset };
    }
    if (found.common && found.sound) break;
    at += 8 + size + (size % 2);
  }
  return found;
}

function parseCommon(chunk: Buffer, compressed: boolean): Common | Refusal {
  const least = compressed ? COMM_BYTES : 18;
  if (chunk.length < least) {
    return { reason: `its COMM chunk has ${chunk.length} bytes where at least ${least} are needed`, help: EXPORT };
  }
  const channels = chunk.readUInt16BE(0);
  const storedBits = chunk.readUInt16BE(6);
  const rate = readExtended(chunk, 8);
  const compression = compressed ? chunk.toString('latin1', 18, 22) : 'NONE';
  const stored = STORED[compression];
  if (!stored) {
    const codec =
      CODECS[compression] ?? `an unknown codec, ${JSON.stringify(compression.replace(/[^\x20-\x7e]/g, '?'))}`;
    return { reason: `its sound is compressed with ${codec}, which is not read`, help: EXPORT };
  }
  if (channels === 0) return { reason: 'its header says it has no channels', help: EXPORT };
  if (!(rate >= 1 && rate < 2 ** 32 && Number.isInteger(rate))) {
    return { reason: `its header says it has a rate of ${rate} Hz, which is no whole number from 1 on`, help: EXPORT };
  }
  const bits = stored.bits ?? storedBits;
  const { kind, order } = stored;
  const bytes = sampleBytes(kind === 'float' ? 'float' : 'pcm', bits);
  if (bytes === null || (kind === 'unsigned' && bytes !== 1)) {
    return { reason: `its header says a sample has ${bits} bits, which cannot be read`, help: EXPORT };
  }
  return { format: { kind, order, channels, rate, bits, bytes }, declared: chunk.readUInt32BE(2) };
}

/** A number of 80 bits: sign and exponent in 16, the mantissa with its leading one in 64 (IEEE 754 extended). */
function readExtended(bytes: Buffer, at: number): number {
  const head = bytes.readUInt16BE(at);
  const exponent = (head & 0x7fff) - 16_383;
  const mantissa = bytes.readUInt32BE(at + 2) * 2 ** -31 + bytes.readUInt32BE(at + 6) * 2 ** -63;
  return (head & 0x8000 ? -1 : 1) * mantissa * 2 ** exponent;
}
