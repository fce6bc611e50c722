import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../signal/random';
import { AudioError } from './audio-error';
import { pageChecksum } from './decoders/ogg/checksum';
import { countingDecoder } from './decoders/aac/test-decoder';
import { AAC_FIXTURES, FIXTURES, TINY, TINY_AAC } from './fixtures/original';
import { openAudio } from './open';

let folder = '';
let decoded = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broken-'));
  decoded = join(folder, 'decoded');
});
afterAll(() => rm(folder, { recursive: true }));

const fixture = (file: string): Promise<Buffer> => readFile(join(import.meta.dirname, 'fixtures', file));

interface Opened {
  readonly samples: number;
  readonly rate: number;
  readonly channels: number;
}

/** What is left of a broken file, or the message of its refusal, which must be an AudioError of one line. */
async function outcome(bytes: Uint8Array, name = 'take.xyz'): Promise<Opened | string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  try {
    const file = await openAudio(path, { folder: decoded, openAac: countingDecoder().open });
    const { samples, rate, channels } = file;
    const end = await file.readChannel(Math.max(0, samples - 100), Math.min(100, samples), 'mix');
    await file.close();
    expect(end.every(Number.isFinite)).toBe(true);
    return { samples, rate, channels };
  } catch (error) {
    expect(error).toBeInstanceOf(AudioError);
    expect((error as AudioError).message).toMatch(/^Cannot open [^\n]+: [^\n]+; [^\n]+\.$/);
    return (error as AudioError).message;
  }
}

/** A copy with other bytes at a place. */
function withBytes(bytes: Buffer, at: number, ...values: number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
}

const names = [...FIXTURES, ...AAC_FIXTURES, ...TINY, ...TINY_AAC].map(({ file }) => file);

/** Longer than one frame or page, of which a part is nothing. */
const keeps =
  /^(pcm16|pcm24|float|stereo\.flac|stereo\.ogg|constant|opus\.webm|vorbis\.webm|stereo\.m4a|parts\.mp4|mono\.aac)/;

describe('every format, broken', () => {
  it.each(names)('%s cut off anywhere gives what is there, or a reason', async (file) => {
    const bytes = await fixture(file);
    const whole = await outcome(bytes);
    const full = typeof whole === 'string' ? 0 : whole.samples;
    expect(full).toBeGreaterThan(0);
    for (const share of [0.02, 0.1, 0.3, 0.6, 0.9, 0.99]) {
      const left = await outcome(bytes.subarray(0, Math.floor(bytes.length * share)));
      if (typeof left !== 'string') expect(left.samples).toBeLessThanOrEqual(full);
      if (keeps.test(file) && share >= 0.6) expect(left).toHaveProperty('samples');
    }
    expect(await outcome(bytes)).toEqual(whole);
  });

  it.each(names)('%s with noise or zeros behind its first bytes', async (file) => {
    const bytes = await fixture(file);
    const random = new Random(3);
    for (const keep of [12, 48, 200]) {
      const noise = Uint8Array.from({ length: 50_000 }, () => Math.floor(random.uniform() * 256));
      await outcome(Buffer.concat([bytes.subarray(0, keep), noise]));
      await outcome(Buffer.concat([bytes.subarray(0, keep), Buffer.alloc(50_000)]));
    }
    expect(await outcome(bytes)).toHaveProperty('samples');
  });

  it('leaves nothing in the folder for decoded samples', async () => {
    expect(await readdir(decoded)).toEqual([]);
  });
});

describe('what is no sound', () => {
  it.each<[name: string, bytes: Uint8Array, reason: RegExp]>([
    ['nothing', Buffer.alloc(0), /it is empty \(0 bytes\)/],
    ['zeros', Buffer.alloc(1000), /no sound file that the app knows \(it begins with "\?\?\?\?"\)/],
    ['random bytes', Uint8Array.of(1, 200, 3, 244, 5, 6, 7, 8), /begins with "\?\?\?\?"/],
    ['text', Buffer.from('Dear diary,\ntoday I renamed a file.'), /it is a text file; choose a sound file/],
    ['an archive', Buffer.from('PK\x03\x04.......'), /ZIP archive/],
    ['ftyp alone', Buffer.from('\0\0\0\u0020ftypM4A ....'), /its header is damaged or cut off/],
    ['half a frame of AAC', Uint8Array.of(0xff, 0xf1, 0x50, 0x80, 2, 0x1f, 0xfc), /no AAC sound that can be decoded/],
    ['ADIF', Buffer.from('ADIF....'), /an AAC file of the kind ADIF, which is not read; convert it/],
    ['an ID3 tag alone', Buffer.from('ID3\u0004\0\0\0\0\0\u0002..'), /no frames of MPEG audio/],
    ['AAC behind an ID3 tag', Buffer.from('ID3\u0004\0\0\0\0\0\0\xff\xf1\x50\x80', 'latin1'), /no AAC sound/],
    ['fLaC alone', Buffer.from('fLaC'), /FLAC header is damaged or cut off/],
    ['OggS alone', Buffer.from('OggS'), /Ogg header is damaged/],
    ['EBML alone', Buffer.from('\x1a\x45\xdf\xa3', 'latin1'), /its header is damaged or cut off/],
    ['AIFF without chunks', Buffer.from('FORM\0\0\0\u0004AIFF'), /no COMM chunk/],
    ['CAF without chunks', Buffer.from('caff\0\u0001\0\0'), /no desc chunk/]
  ])('%s', async (_, bytes, reason) => {
    expect(await outcome(bytes)).toMatch(reason);
  });

  it('the name does not count', async () => {
    const whole = await outcome(await fixture('stereo.opus'), 'a.opus');
    expect(await outcome(await fixture('stereo.opus'), 'a.wav')).toEqual(whole);
  });
});

describe('headers that lie', () => {
  it('FLAC: 2^36 - 1 samples declared, and a rate of 0', async () => {
    const flac = await fixture('tiny.flac');
    const { samples } = (await outcome(flac)) as Opened;
    // Rate in 20 bits, channels in 3, bits in 5, samples in 36, from byte 18 on.
    const long = withBytes(flac, 21, flac[21]! | 0x0f, 0xff, 0xff, 0xff, 0xff);
    expect(await outcome(long)).toMatchObject({ samples });
    expect(await outcome(withBytes(flac, 18, 0, 0, flac[20]! & 0x0f))).toMatch(/rate of 0 Hz|damaged/);
  });

  it('MP3: 2^32 - 1 frames declared', async () => {
    const mp3 = await fixture('tiny.mp3');
    const tag = mp3.indexOf('Info');
    const frames = withBytes(mp3, tag + 8, 0xff, 0xff, 0xff, 0xff);
    const { samples } = (await outcome(mp3)) as Opened;
    expect(((await outcome(frames)) as Opened).samples).toBeLessThan(samples + 3 * 1152);
  });

  /** An Ogg file with other bytes in its first page, whose checksum is made right. */
  function withFirstPage(ogg: Buffer, at: number, ...values: number[]): Buffer {
    const copy = withBytes(ogg, at, ...values);
    const length = 28 + copy[27]!;
    copy.writeUInt32LE(pageChecksum(copy.subarray(0, length)), 22);
    return copy;
  }

  it('Vorbis: 255 channels, and a rate of 0', async () => {
    const ogg = await fixture('tiny.ogg');
    expect(await outcome(withFirstPage(ogg, 28 + 11, 255))).toMatch(/Vorbis headers are damaged/);
    expect(await outcome(withFirstPage(ogg, 28 + 12, 0, 0, 0, 0))).toMatch(/Vorbis headers are damaged|rate of 0/);
  });

  it('Opus: 255 channels, none, and a family that is not read', async () => {
    const opus = await fixture('tiny.opus');
    expect(await outcome(withFirstPage(opus, 28 + 9, 255))).toMatch(/255 channels where 2 are the most/);
    expect(await outcome(withFirstPage(opus, 28 + 9, 0))).toMatch(/no channels/);
    expect(await outcome(withFirstPage(opus, 28 + 18, 3))).toMatch(/arranged in a way that is not read/);
  });

  it('AIFF: 1000 channels, 2^32 - 1 samples, no rate, half a sample a second', async () => {
    const aiff = await fixture('pcm16.aiff');
    const comm = aiff.indexOf('COMM') + 8;
    const { samples } = (await outcome(aiff)) as Opened;
    expect(await outcome(withBytes(aiff, comm, 0x03, 0xe8))).toMatchObject({ channels: 1000, samples: 15 });
    expect(await outcome(withBytes(aiff, comm + 2, 0xff, 0xff, 0xff, 0xff))).toMatchObject({ samples });
    expect(await outcome(withBytes(aiff, comm + 8, ...Array<number>(10).fill(0)))).toMatch(/rate of 0 Hz/);
    expect(await outcome(withBytes(aiff, comm + 8, 0x3f, 0xfe))).toMatch(/rate of 0\.\d+ Hz/);
    expect(await outcome(withBytes(aiff, comm, 0, 0))).toMatch(/no channels/);
  });

  it('CAF: a rate that is not a number, 2^31 channels, a codec', async () => {
    const caf = await fixture('pcm16.caf');
    const desc = caf.indexOf('desc') + 12;
    expect(await outcome(withBytes(caf, desc, 0x7f, 0xf8, 0, 0, 0, 0, 0, 1))).toMatch(/rate of NaN Hz/);
    expect(await outcome(withBytes(caf, desc + 24, 0x80, 0, 0, 0))).toMatch(/2147483648 channels/);
    expect(await outcome(withBytes(caf, desc + 8, ...Buffer.from('aac ')))).toMatch(/codec "aac "/);
  });

  it('MP4: 2^32 - 1 packets, a rate of 0, tables that do not fit, boxes that lie', async () => {
    const mp4 = await fixture('aac.m4a');
    const box = (type: string): number => mp4.indexOf(type) + 4;
    const most = [0xff, 0xff, 0xff, 0xff];
    expect(await outcome(withBytes(mp4, box('stsz') + 8, ...most))).toMatch(/header is damaged/);
    // Packets of equal size need no table: the file ends before they do.
    expect(await outcome(withBytes(mp4, box('stsz') + 4, 0, 0, 1, 0, ...most))).toHaveProperty('samples');
    expect(await outcome(withBytes(mp4, box('stsz') + 12, 0x7f))).toMatch(/tables are damaged/);
    expect(await outcome(withBytes(mp4, box('stsc') + 4, ...most))).toMatch(/header is damaged/);
    expect(await outcome(withBytes(mp4, box('stco') + 8, ...most))).toMatch(/no AAC sound/);
    expect(await outcome(withBytes(mp4, box('stsc') + 12, ...most))).toHaveProperty('samples');
    expect(await outcome(withBytes(mp4, box('mdhd') + 12, 0, 0, 0, 0))).toMatch(/rate of 0 Hz/);
    for (const type of ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd', 'esds', 'mdhd', 'hdlr']) {
      for (const size of [[0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 7], most]) {
        await outcome(withBytes(mp4, box(type) - 8, ...size));
      }
    }
    // A level within itself would be endless, if boxes could lie outside of their parent.
    expect(await outcome(withBytes(mp4, box('trak'), 0, 0, 0, 0))).toMatch(/no sound/);
  });

  it('MP4: other sounds than AAC, and protected ones, are called by their names', async () => {
    const mp4 = await fixture('aac.m4a');
    const entry = mp4.indexOf('mp4a');
    const named = (name: string): Promise<Opened | string> => outcome(withBytes(mp4, entry, ...Buffer.from(name)));
    expect(await named('alac')).toMatch(
      /its sound is Apple Lossless \(ALAC\), where AAC can be decoded in such a file/
    );
    expect(await named('enca')).toMatch(/protected against copying; open a copy without protection/);
    expect(await named('\0xyz')).toMatch(/its sound is "\?xyz"/);
    const esds = mp4.indexOf('esds');
    const object = mp4.indexOf(0x40, esds);
    expect(await outcome(withBytes(mp4, object, 0x6b))).toMatch(/its sound is MP3/);
    expect(await outcome(withBytes(mp4, object, 0xa9))).toMatch(/its sound is of the kind 0xa9/);
    expect(await outcome(withBytes(mp4, mp4.indexOf('soun'), ...Buffer.from('vide')))).toMatch(/it holds no sound/);
  });

  it('ADTS: a rate that changes, channels it does not tell, a rate that does not exist', async () => {
    const aac = await fixture('mono.aac');
    const frame = ((aac[3]! & 3) << 11) | (aac[4]! << 3) | (aac[5]! >> 5);
    const stereo = await fixture('tiny.aac');
    expect(await outcome(Buffer.concat([aac, stereo]))).toMatch(/its rate or its channels change in the middle/);
    expect(await outcome(withBytes(aac, 3, aac[3]! & 0x3f))).toMatch(/arranged in a way that is not read|change/);
    expect(await outcome(withBytes(aac, 2, aac[2]! | 0x3c))).toHaveProperty('samples', 16 * 1024);
    expect(await outcome(withBytes(aac, frame + 4, 0, 0))).toHaveProperty('samples', 16 * 1024);
    expect(await outcome(withBytes(aac, 6, aac[6]! | 3))).toMatch(/packed in a way that is not read/);
  });

  it('AIFF with a float that is not a number', async () => {
    const aifc = await fixture('float.aifc');
    const data = aifc.indexOf('SSND') + 16;
    expect(await outcome(withBytes(aifc, data + 40, 0x7f, 0xc0, 0, 0))).toMatch(/not a number \(NaN\)/);
  });
});
