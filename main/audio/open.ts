import { basename } from 'node:path';
import type { ClipFacts } from '@contract';
import { readAiffLayout } from './aiff/layout';
import { AudioError } from './audio-error';
import { readCafLayout } from './caf/layout';
import type { OpenAacDecoder } from './decoders/aac/aac-decoder';
import { ByteReader } from './decoders/byte-reader';
import { openStream, type CompressedContainer } from './decoders/open';
import { DecodingError } from './decoders/sample-stream';
import { DiskFile } from './disk-file';
import { describeFormat, type PcmLayout } from './pcm/sample-format';
import { findUnusable } from './pcm/scan';
import { StoredPcm } from './pcm/stored-pcm';
import { id3Length, sniff, SNIFF_BYTES, strange, type Container } from './sniff';
import { decodeToStore } from './store/decode-to-store';
import { readWavLayout } from './wav/layout';

export interface OpenOptions {
  /** How messages call the file; its own name where absent. */
  readonly name?: string;
  /** Where decoded samples are kept until the file is closed. */
  readonly folder: string;
  /** Ends the opening early. */
  readonly signal?: AbortSignal;
  /** Called with the share that is done, from 0 to 1, while a file is decoded. */
  readonly onProgress?: (done: number) => void;
  /** What decodes AAC; without it, files that hold AAC are refused. */
  readonly openAac?: OpenAacDecoder | undefined;
}

type ReadLayout = (file: DiskFile) => Promise<PcmLayout>;

/** Containers whose samples lie uncompressed in them. */
const LAYOUTS: Readonly<Record<Exclude<Container, CompressedContainer>, ReadLayout>> = {
  wav: readWavLayout,
  aiff: readAiffLayout,
  caf: readCafLayout
};

/**
 * Opens a sound file, which its content tells, not its name.
 *
 * Uncompressed samples stay where they are and are read in ranges: WAV (RIFF, RF64, BW64), AIFF, AIFF-C and CAF, integers
 * of 8 to 32 bits and floats of 32 or 64, any number of channels and any rate. FLAC, MP3, Ogg (Vorbis, Opus, FLAC),
 * WebM (Opus, Vorbis) and, by `openAac`, MP4 and ADTS (AAC) are decoded into a file in `folder`, without what their
 * encoders added before and behind the sound, where the files say it. A file that is shorter than its header says gives
 * what is there.
 * @throws AudioError that names the file, the reason and what would help; the reason of `signal`.
 */
export async function openAudio(path: string, options: OpenOptions): Promise<StoredPcm> {
  const name = options.name ?? basename(path);
  const file = await DiskFile.open(path, name);
  let kept = false;
  try {
    const container = await containerOf(file);
    if (!hasLayout(container)) return await decode(file, container, options);
    const layout = await LAYOUTS[container](file);
    const unusable = await findUnusable(file, layout);
    if (unusable) throw AudioError.opening(name, unusable);
    kept = true;
    return new StoredPcm(file, layout);
  } finally {
    if (!kept) await file.close();
  }
}

/**
 * What the header of a file of uncompressed samples says; null for a compressed one, whose length only decoding tells.
 * @throws AudioError that names the file, the reason and what would help.
 */
export async function describeAudio(path: string): Promise<ClipFacts | null> {
  const file = await DiskFile.open(path, basename(path));
  try {
    const container = await containerOf(file);
    if (!hasLayout(container)) return null;
    const { format, samples } = await LAYOUTS[container](file);
    const { rate, channels } = format;
    return { rate, channels, seconds: samples / rate, encoding: describeFormat(format) };
  } finally {
    await file.close();
  }
}

function hasLayout(container: Container): container is keyof typeof LAYOUTS {
  return container in LAYOUTS;
}

async function containerOf(file: DiskFile): Promise<Container> {
  const head = await file.read(0, SNIFF_BYTES);
  const tag = id3Length(head);
  const found = sniff(tag > 0 ? await file.read(tag, SNIFF_BYTES) : head);
  // Behind such a tag, and padding perhaps, MP3 is what is expected.
  const container = found ?? (tag > 0 ? 'mpeg' : strange(head));
  if (typeof container === 'string') return container;
  throw AudioError.opening(file.name, container);
}

async function decode(file: DiskFile, container: CompressedContainer, options: OpenOptions): Promise<StoredPcm> {
  const { folder, signal, onProgress, openAac } = options;
  const reader = new ByteReader({ size: file.size, readNow: (position, to) => file.readNow(position, to) });
  try {
    const stream = await openStream(container, reader, { openAac, signal });
    try {
      const onBlock = (): void => onProgress?.(Math.min(1, reader.position / file.size));
      return await decodeToStore(stream, { name: file.name, folder, signal, onBlock });
    } finally {
      stream.close?.();
    }
  } catch (error) {
    if (!(error instanceof DecodingError)) throw error;
    throw AudioError.opening(file.name, error, error);
  }
}
