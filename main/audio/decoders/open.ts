import type { Container } from '../sniff';
import type { ByteReader } from './byte-reader';
import { FlacStream } from './flac';
import { openMatroska } from './matroska/open';
import { MpegStream } from './mpeg';
import { openOgg } from './ogg/open';
import type { SampleStream } from './sample-stream';

/** Containers whose sound has to be decoded. */
export type CompressedContainer = Exclude<Container, 'wav' | 'aiff' | 'caf'>;

const OPENERS: Readonly<Record<CompressedContainer, (reader: ByteReader) => SampleStream | Promise<SampleStream>>> = {
  flac: (reader) => new FlacStream(reader),
  mpeg: (reader) => new MpegStream(reader),
  ogg: openOgg,
  matroska: openMatroska
};

/**
 * Opens the sound of a compressed file.
 * @throws DecodingError where there is none that can be decoded.
 */
export async function openStream(container: CompressedContainer, reader: ByteReader): Promise<SampleStream> {
  return await OPENERS[container](reader);
}
