import { AudioError } from '../audio-error';
import type { DiskFile } from '../disk-file';
import { frameBytes, type PcmLayout, type SampleFormat } from '../pcm/sample-format';
import { isRefusal, type Refusal } from '../refusal';
import { FMT_BYTES, parseFormat } from './format';
import { containerRefusal } from './container';

/** `data` that says it is this long was written to a stream, or has its true length in `ds64`. */
const UNKNOWN_SIZE = 0xffffffff;
/** More chunks than any program writes; a hostile file could hold millions of empty ones. */
const MAX_CHUNKS = 1024;
const EXPORT = 'export it again as PCM or float WAV';

/** Chunks that are met in WAV files; they tell where the next chunk begins after one of odd size. */
const KNOWN_CHUNKS = new Set(
  (
    'fmt |data|ds64|LIST|fact|bext|cue |smpl|inst|junk|JUNK|PAD |pad |FLLR|id3 |ID3 |iXML|axml|PEAK|cart|levl|chna|acid|' +
    'plst|labl|note|ltxt|umid|minf|elm1|regn|afsp|strc|_PMX|qlty|wavl|slnt|DISP'
  ).split('|')
);

interface Found {
  format?: SampleFormat | Refusal;
  data?: { readonly start: number; readonly declared: number };
  /** True sizes of the chunks of a 64-bit file. */
  sizes: ReadonlyMap<string, number>;
  /** Where the walk ended. */
  end: number;
}

/**
 * Finds the samples of a RIFF, RF64 or BW64 file (EBU Tech 3306). What the header says is believed only as far as the
 * file reaches: a size beyond its end stands for what is there.
 * @throws AudioError that names the reason where there is nothing to read.
 */
export async function readWavLayout(file: DiskFile): Promise<PcmLayout> {
  const refuse = (refusal: Refusal): never => {
    throw AudioError.opening(file.name, refusal);
  };
  const head = await file.read(0, 12);
  const refusal = containerRefusal(head);
  if (refusal) return refuse(refusal);
  const found = await walk(file);
  const { format, data } = found;
  if (!format || !data) return refuse(missing(found, file.size));
  if (isRefusal(format)) return refuse(format);
  const available = file.size - data.start;
  const unfinished = data.declared === 0 && [0, UNKNOWN_SIZE].includes(head.readUInt32LE(4));
  const bytes = unfinished ? available : Math.min(data.declared, available);
  if (bytes < 1) return refuse({ reason: 'it holds no samples', help: 'record or export it again' });
  const samples = Math.floor(bytes / frameBytes(format));
  if (samples < 1) {
    return refuse({ reason: 'it is cut off within its first sample', help: 'copy or export it again' });
  }
  return { format, dataStart: data.start, samples };
}

/** Goes from chunk to chunk until format and samples are found. */
async function walk(file: DiskFile): Promise<Found> {
  const found: Found = { sizes: new Map(), end: 12 };
  for (let count = 0; count < MAX_CHUNKS && found.end + 8 <= file.size; count++) {
    const bytes = await file.read(found.end, 8 + FMT_BYTES);
    const id = bytes.toString('latin1', 0, 4);
    const stored = bytes.readUInt32LE(4);
    const size = stored === UNKNOWN_SIZE ? (found.sizes.get(id) ?? Infinity) : stored;
    const start = found.end + 8;
    const content = bytes.subarray(8, 8 + Math.min(size, FMT_BYTES));
    if (id === 'ds64') found.sizes = await readSizes(file, start, size);
    if (id === 'fmt ' && content.length >= Math.min(size, 16)) found.format ??= parseFormat(content);
    if (id === 'data') found.data ??= { start, declared: size };
    if (found.format && found.data) break;
    found.end = await nextChunk(file, start + size, size);
  }
  return found;
}

/** The true chunk sizes of a 64-bit file, from its `ds64` chunk. */
async function readSizes(file: DiskFile, start: number, size: number): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const bytes = await file.read(start, Math.min(size, 28 + 12 * MAX_CHUNKS));
  if (bytes.length < 28) return sizes;
  const entries = Math.min(bytes.readUInt32LE(24), Math.floor((bytes.length - 28) / 12));
  for (let i = 0; i < entries; i++) {
    const at = 28 + 12 * i;
    sizes.set(bytes.toString('latin1', at, at + 4), Number(bytes.readBigUInt64LE(at + 4)));
  }
  return sizes.set('data', Number(bytes.readBigUInt64LE(8)));
}

/** Chunks of odd size are followed by a byte of padding, which some programs forget. */
async function nextChunk(file: DiskFile, end: number, size: number): Promise<number> {
  if (size % 2 === 0 || !(end + 8 <= file.size)) return end + (size % 2 === 0 ? 0 : 1);
  const bytes = await file.read(end, 5);
  const unpadded = bytes.toString('latin1', 0, 4);
  const padded = bytes.toString('latin1', 1, 5);
  return !KNOWN_CHUNKS.has(padded) && KNOWN_CHUNKS.has(unpadded) ? end : end + 1;
}

function missing({ format, data, end }: Found, size: number): Refusal {
  if (!data && (end < size || size < 44)) {
    return { reason: `its header is damaged or cut off (the file has ${size} bytes)`, help: 'copy or export it again' };
  }
  return format
    ? { reason: 'it has no data chunk, which would hold its samples', help: EXPORT }
    : { reason: 'it has no fmt chunk, which would say how its samples are stored', help: EXPORT };
}
