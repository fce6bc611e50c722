import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countingDecoder } from '../decoders/aac/test-decoder';
import { ByteReader, type ByteSource } from '../decoders/byte-reader';
import { openStream, type CompressedContainer } from '../decoders/open';
import { pageChecksum } from '../decoders/ogg/checksum';
import { openAudio } from '../open';
import { chunk, ds64, extensible, fmt, pcm16, riff } from '../wav/wav-bytes';

/** An entry of the audio room that hostile bytes can reach. */
export interface Target {
  readonly name: string;
  /** Share of all cases. */
  readonly share: number;
  readonly good: readonly Buffer[];
  /** Bytes at the beginning that matter most. */
  readonly head: number;
  /** Opens changed bytes and reads all of it; true where there was sound. */
  readonly run: (bytes: Buffer, folder: string) => Promise<boolean>;
  /** Makes what was changed pass a first check. */
  readonly mend?: (bytes: Buffer) => void;
}

/** A small hostile file can decode to very much; what follows is no other. */
const ENOUGH_VALUES = 2 ** 20;

const list = chunk('LIST', Buffer.from('INFOISFT\u0003\0\0\0abc\0'));
const samples = pcm16(...Array.from({ length: 64 }, (_, i) => (i * 997) % 3000));
const floats = Buffer.from(Float32Array.from({ length: 32 }, (_, i) => Math.sin(i)).buffer);
const WAV: readonly Buffer[] = [
  riff([fmt(), chunk('data', samples)]),
  riff([fmt({ channels: 2, bits: 8, rate: 44_100 }), list, chunk('data', samples)]),
  riff([extensible({ bits: 24, valid: 20 }), chunk('data', samples), list]),
  riff([fmt({ tag: 3, bits: 32 }), chunk('data', floats)]),
  riff([ds64(samples.length), fmt({ bits: 32 }), chunk('data', samples, { size: 0xffffffff })], { id: 'RF64' })
];

const fixture = (file: string): Buffer => readFileSync(join(import.meta.dirname, '../fixtures', file));

export const TARGETS: readonly Target[] = [
  { name: 'WAV', share: 0.2, good: WAV, head: 80, run: openFile },
  { name: 'AIFF', share: 0.05, good: ['sowt.aifc', 'pcm16.aiff'].map(short), head: 100, run: openFile },
  { name: 'CAF', share: 0.05, good: ['pcm16.caf', 'pcm24-little.caf'].map(short), head: 100, run: openFile },
  { name: 'FLAC', share: 0.1, good: [fixture('tiny.flac')], head: 120, run: decoder('flac') },
  {
    name: 'MPEG audio',
    share: 0.1,
    good: ['tiny.mp3', 'tiny.mp2'].map(fixture),
    head: 600,
    run: decoder('mpeg')
  },
  {
    name: 'Ogg',
    share: 0.2,
    good: ['tiny.ogg', 'tiny.opus', 'tiny.oga'].map(fixture),
    head: 400,
    run: decoder('ogg'),
    mend: mendPages
  },
  {
    name: 'WebM',
    share: 0.15,
    good: ['tiny-opus.webm', 'tiny-vorbis.webm'].map(fixture),
    head: 500,
    run: decoder('matroska')
  },
  { name: 'MP4', share: 0.1, good: ['tiny.m4a', 'tiny-parts.mp4'].map(fixture), head: 1300, run: decoder('mp4') },
  { name: 'ADTS', share: 0.05, good: [fixture('tiny.aac')], head: 100, run: decoder('adts') }
];

function short(file: string): Buffer {
  return fixture(file).subarray(0, 4600);
}

async function openFile(bytes: Buffer, folder: string): Promise<boolean> {
  const path = join(folder, 'fuzz');
  await writeFile(path, bytes);
  const file = await openAudio(path, { folder });
  try {
    const count = Math.min(file.samples, 1000);
    const [plane] = await file.read(file.samples - count, count);
    const mix = await file.readChannel(0, count, 'mix');
    if (!plane?.every(Number.isFinite) || !mix.every(Number.isFinite)) throw new Error('samples that are no numbers');
    if (file.samples * file.channels > bytes.length) throw new Error('more samples than the file has bytes');
    return true;
  } finally {
    await file.close();
  }
}

function decoder(container: CompressedContainer): Target['run'] {
  return async (bytes) => {
    const stream = await openStream(container, new ByteReader(inMemory(bytes)), { openAac: countingDecoder().open });
    if (!(stream.rate > 0 && stream.channels > 0)) throw new Error(`${stream.channels} channels at ${stream.rate} Hz`);
    let values = 0;
    while (values < ENOUGH_VALUES) {
      const block = await stream.next();
      if (!block) break;
      if (block.length === 0 || block.length % stream.channels !== 0) throw new Error(`a block of ${block.length}`);
      values += block.length;
    }
    return values > 0;
  };
}

/** Bytes that are read as those of a file are. */
export function inMemory(bytes: Buffer): ByteSource {
  return { size: bytes.length, readNow: (position, to) => bytes.copy(to, 0, position, position + to.length) };
}

/** Gives every page its checksum, so that what was changed reaches what lies behind. */
function mendPages(bytes: Buffer): void {
  for (let at = bytes.indexOf('OggS'); at >= 0 && at + 27 <= bytes.length; at = bytes.indexOf('OggS', at + 1)) {
    const table = bytes.subarray(at + 27, at + 27 + bytes[at + 26]!);
    const page = bytes.subarray(at, at + 27 + table.length + table.reduce((sum, size) => sum + size, 0));
    page.writeUInt32LE(pageChecksum(page), 22);
  }
}
