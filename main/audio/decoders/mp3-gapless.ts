import { id3Length } from '../sniff';
import type { ByteReader } from './byte-reader';
import { readITunes } from './itunes-gapless';

/** Which of the decoded samples are the sound: an encoder adds some before and behind it. */
export interface Gapless {
  /** Samples before the sound. */
  readonly skip: number;
  /** Samples of the sound, or null where the file does not say. */
  readonly samples: number | null;
  /** Where the first frame with sound lies. */
  readonly start: number;
}

/** What every decoder of layer 3 lags behind its encoder (LAME technical FAQ). */
const DECODER_DELAY = 529;
/** Tags larger than this hold pictures; a tag of iTunes' own stands among the texts. */
const TAG_BYTES = 2 ** 20;
/** The first frame lies no further behind the tag. */
const SEARCH_BYTES = 2 ** 14;

/** Kilobits per second of layer 3, by index from 1 on: MPEG-1, then MPEG-2 and 2.5. */
const KILOBITS = [
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
] as const;

interface Frame {
  readonly at: number;
  readonly bytes: number;
  /** Samples per channel. */
  readonly samples: number;
  /** Where the side information ends, from the start of the frame. */
  readonly content: number;
}

/** Reads what the encoder left in the first frame of an MP3 file, or iTunes in its tag; moves the reader. */
export function readGapless(reader: ByteReader): Gapless {
  const head = reader.read(10);
  reader.position = 0;
  const tagLength = head ? Math.min(id3Length(head), reader.size) : 0;
  const tag = reader.read(Math.min(tagLength, TAG_BYTES));
  reader.position = tagLength;
  const bytes = reader.read(Math.min(SEARCH_BYTES, reader.left)) ?? Buffer.alloc(0);
  const frame = firstFrame(bytes);
  const start = tagLength + (frame?.at ?? 0);
  const info = frame && readInfo(bytes.subarray(frame.at, frame.at + frame.bytes), frame);
  const gapless = (tag && tagGapless(tag)) ?? info?.gapless ?? { skip: 0, samples: null };
  return { ...gapless, start: info && frame ? start + frame.bytes : start };
}

/** The first frame of layer 3, by its header (ISO/IEC 11172-3 section 2.4.1.3). */
function firstFrame(bytes: Buffer): Frame | null {
  for (let at = bytes.indexOf(0xff); at >= 0 && at + 4 <= bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const second = bytes[at + 1]!;
    const third = bytes[at + 2]!;
    const version = (second >> 3) & 3;
    // 0 is MPEG-2.5, 1 is reserved, and a layer of 1 means layer 3.
    if ((second & 0xe0) !== 0xe0 || version === 1 || ((second >> 1) & 3) !== 1) continue;
    const first = version === 3;
    const kilobits = KILOBITS[first ? 0 : 1][(third >> 4) - 1];
    const baseRate = [44_100, 48_000, 32_000][(third >> 2) & 3];
    if (kilobits === undefined || baseRate === undefined) continue;
    const rate = first ? baseRate : version === 2 ? baseRate / 2 : baseRate / 4;
    const samples = first ? 1152 : 576;
    const mono = bytes[at + 3]! >> 6 === 3;
    const sideBytes = first ? (mono ? 17 : 32) : mono ? 9 : 17;
    const size = Math.floor(((samples / 8) * kilobits * 1000) / rate) + ((third >> 1) & 1);
    return { at, bytes: size, samples, content: 4 + sideBytes };
  }
  return null;
}

/** The frame of Xing, LAME and others that holds no sound, or null where this one does. */
function readInfo(frame: Buffer, { content, samples }: Frame): { gapless: Omit<Gapless, 'start'> | null } | null {
  // Fraunhofer's own lies at a fixed place and says no delay that others could use.
  if (frame.toString('latin1', 36, 40) === 'VBRI') return { gapless: null };
  const id = frame.toString('latin1', content, content + 4);
  if (id !== 'Xing' && id !== 'Info') return null;
  if (frame.length < content + 8) return { gapless: null };
  const flags = frame.readUInt32BE(content + 4);
  let at = content + 8;
  const frames = flags & 1 && frame.length >= at + 4 ? frame.readUInt32BE(at) : null;
  at += (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  // The name of the encoder, and behind it the delay and the padding in 12 bits each (LAME tag, revision 1).
  if (frame.length < at + 24 || frame[at] === 0) return { gapless: null };
  const packed = frame.readUIntBE(at + 21, 3);
  const delay = packed >> 12;
  const padding = packed & 0xfff;
  const total = frames === null ? null : frames * samples - delay - padding;
  return { gapless: { skip: delay + DECODER_DELAY, samples: total !== null && total > 0 ? total : null } };
}

function tagGapless(tag: Buffer): Omit<Gapless, 'start'> | null {
  const found = readITunes(tag);
  return found && { skip: found.delay + DECODER_DELAY, samples: found.samples > 0 ? found.samples : null };
}
