import type { Container } from '../sniff';
import type { Outside } from './aac/aac-stream';
import { openAdts } from './aac/adts';
import type { ByteReader } from './byte-reader';
import { FlacStream } from './flac';
import { openMatroska } from './matroska/open';
import { openMp4 } from './mp4/open';
import { MpegStream } from './mpeg';
import { openOgg } from './ogg/open';
import type { SampleStream } from './sample-stream';

/** Containers whose sound has to be decoded. */
export type CompressedContainer = Exclude<Container, 'wav' | 'aiff' | 'caf'>;

type Open = (reader: ByteReader, outside: Outside) => SampleStream | Promise<SampleStream>;

const OPENERS: Readonly<Record<CompressedContainer, Open>> = {
  flac: (reader) => new FlacStream(reader),
  mpeg: (reader) => new MpegStream(reader),
  ogg: openOgg,
  matroska: openMatroska,
  mp4: openMp4,
  adts: openAdts
};

/**
 * Opens the sound of a compressed file. Whoever opened it closes it.
 * @param outside what decodes AAC, where there is something
 * @throws DecodingError where there is none that can be decoded; the reason of the signal
 */
export async function openStream(
  container: CompressedContainer,
  reader: ByteReader,
  outside: Outside = {}
): Promise<SampleStream> {
  return await OPENERS[container](reader, outside);
}
