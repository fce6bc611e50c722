import { AudioError } from '../audio-error';
import type { DiskFile } from '../disk-file';
import { frameBytes, sampleBytes, type PcmLayout, type SampleFormat } from '../pcm/sample-format';
import { isRefusal, type Refusal } from '../refusal';

/** More chunks than any program writes. */
const MAX_CHUNKS = 1024;
const EXPORT = 'export it again as PCM WAV or CAF';
const DESC_BYTES = 32;
const FLOAT = 1;
const LITTLE_ENDIAN = 2;

interface Found {
  format?: SampleFormat | Refusal;
  data?: { readonly start: number; readonly bytes: number };
}

/**
 * Finds the samples of a Core Audio Format file with linear PCM (Apple, Core Audio Format Specification 1.0). What the
 * header says is believed only as far as the file reaches.
 * @throws AudioError that names the reason where there is nothing to read.
 */
export async function readCafLayout(file: DiskFile): Promise<PcmLayout> {
  const refuse = (refusal: Refusal): never => {
    throw AudioError.opening(file.name, refusal);
  };
  const { format, data } = await walk(file);
  if (!format)
    return refuse({ reason: 'it has no desc chunk, which would say how its samples are stored', help: EXPORT });
  if (isRefusal(format)) return refuse(format);
  if (!data) return refuse({ reason: 'it has no data chunk, which would hold its samples', help: EXPORT });
  const samples = Math.floor(Math.min(data.bytes, file.size - data.start) / frameBytes(format));
  if (samples < 1) return refuse({ reason: 'it holds no samples', help: 'record or export it again' });
  return { format, dataStart: data.start, samples };
}

/** Goes from chunk to chunk until both that matter are found. */
async function walk(file: DiskFile): Promise<Found> {
  const found: Found = {};
  let at = 8;
  for (let count = 0; count < MAX_CHUNKS && at + 12 <= file.size; count++) {
    const head = await file.read(at, 12 + DESC_BYTES);
    const id = head.toString('latin1', 0, 4);
    const size = Number(head.readBigInt64BE(4));
    if (id === 'desc') found.format ??= parseDescription(head.subarray(12, 12 + Math.min(size, DESC_BYTES)));
    // The first four bytes count edits; a length of -1 reaches to the end of the file.
    if (id === 'data') found.data ??= { start: at + 16, bytes: size < 0 ? Infinity : size - 4 };
    if ((found.format && found.data) || size < 0) break;
    at += 12 + size;
  }
  return found;
}

function parseDescription(chunk: Buffer): SampleFormat | Refusal {
  if (chunk.length < DESC_BYTES) {
    return { reason: `its desc chunk has ${chunk.length} bytes where ${DESC_BYTES} are needed`, help: EXPORT };
  }
  const rate = chunk.readDoubleBE(0);
  const codec = chunk.toString('latin1', 8, 12);
  const flags = chunk.readUInt32BE(12);
  const packetBytes = chunk.readUInt32BE(16);
  const channels = chunk.readUInt32BE(24);
  const bits = chunk.readUInt32BE(28);
  if (codec !== 'lpcm') {
    const name = JSON.stringify(codec.replace(/[^\x20-\x7e]/g, '?'));
    return { reason: `its sound is compressed (codec ${name}), which is not read in a CAF file`, help: EXPORT };
  }
  if (channels < 1 || channels > 65_535) {
    return { reason: `its header says it has ${channels} channels`, help: EXPORT };
  }
  if (!(rate >= 1 && rate < 2 ** 32 && Number.isInteger(rate))) {
    return { reason: `its header says it has a rate of ${rate} Hz, which is no whole number from 1 on`, help: EXPORT };
  }
  const kind = flags & FLOAT ? 'float' : 'pcm';
  const bytes = sampleBytes(kind, bits);
  if (bytes === null || packetBytes !== bytes * channels) {
    return { reason: `its header says a sample has ${bits} bits, which cannot be read`, help: EXPORT };
  }
  return { kind, order: flags & LITTLE_ENDIAN ? 'little' : 'big', channels, rate, bits, bytes };
}
