import { describe, expect, it } from 'vitest';
import { inMemory } from '../fuzz/targets';
import { ByteReader } from './byte-reader';
import { readGapless } from './mp3-gapless';

/** 128 kb/s at 44.1 kHz, stereo: 417 bytes, side information of 32. */
const FRAME_BYTES = 417;

function frame(): Buffer {
  const bytes = Buffer.alloc(FRAME_BYTES);
  bytes.set([0xff, 0xfb, 0x90, 0]);
  return bytes;
}

/** A first frame as LAME writes it. */
function lame({ frames = 10, delay = 576, padding = 1000, id = 'Info', flags = 15 } = {}): Buffer {
  const bytes = frame();
  bytes.write(id, 36);
  bytes.writeUInt32BE(flags, 40);
  bytes.writeUInt32BE(frames, 44);
  const at = 44 + 4 + 4 + 100 + 4;
  bytes.write('LAME3.100', at);
  bytes.writeUIntBE(delay * 4096 + padding, at + 21, 3);
  return bytes;
}

function tag(text: Buffer): Buffer {
  const head = Buffer.from('ID3\u0004\0\0\0\0\0\0');
  head[8] = text.length >> 7;
  head[9] = text.length & 127;
  return Buffer.concat([head, text]);
}

const gaplessOf = (...parts: Buffer[]): object => readGapless(new ByteReader(inMemory(Buffer.concat(parts))));

describe('what an encoder added', () => {
  it('is told by LAME: its delay and the 529 samples of every decoder', () => {
    const samples = 10 * 1152 - 576 - 1000;
    expect(gaplessOf(lame(), frame())).toEqual({ skip: 1105, samples, start: FRAME_BYTES });
    expect(gaplessOf(lame({ id: 'Xing' }), frame())).toEqual({ skip: 1105, samples, start: FRAME_BYTES });
  });

  it('lies behind a tag and padding', () => {
    const text = tag(Buffer.alloc(300));
    expect(gaplessOf(text, lame())).toMatchObject({ skip: 1105, start: text.length + FRAME_BYTES });
    expect(gaplessOf(text, Buffer.alloc(50), lame())).toMatchObject({ start: text.length + 50 + FRAME_BYTES });
  });

  it.each(['latin1', 'utf16le'] as const)('is told by iTunes in %s, also without such a frame', (encoding) => {
    const text = 'iTunSMPB\0 00000000 00000210 00000A2C 0000000000ABCDEF 00000000';
    const bytes = tag(Buffer.from(text, encoding));
    expect(gaplessOf(bytes, frame())).toEqual({ skip: 0x210 + 529, samples: 0xabcdef, start: bytes.length });
  });

  it('is unknown in a plain file, whose first frame is sound', () => {
    expect(gaplessOf(frame(), frame())).toEqual({ skip: 0, samples: null, start: 0 });
    expect(gaplessOf(Buffer.alloc(0))).toEqual({ skip: 0, samples: null, start: 0 });
  });

  it("passes over frames of others, without LAME's part or cut off", () => {
    const plain = { skip: 0, samples: null, start: FRAME_BYTES };
    const xing = lame();
    xing.fill(0, 156);
    expect(gaplessOf(xing, frame())).toEqual(plain);
    const fraunhofer = frame();
    fraunhofer.write('VBRI', 36);
    expect(gaplessOf(fraunhofer, frame())).toEqual(plain);
    expect(gaplessOf(lame().subarray(0, 60))).toEqual(plain);
  });

  it('says no length where padding and delay are longer than the frames', () => {
    expect(gaplessOf(lame({ frames: 1, padding: 4000 }))).toMatchObject({ samples: null });
  });
});
