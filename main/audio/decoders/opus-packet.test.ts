import { describe, expect, it } from 'vitest';
import { opusPacketSamples } from './opus-packet';

/** A packet of zeros behind its first bytes. */
const packet = (length: number, ...head: number[]): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes.set(head);
  return bytes;
};

/** The first byte: configuration, mono, code. */
const toc = (config: number, code: number): number => (config << 3) | code;

describe('the length of an Opus packet (RFC 6716 section 3)', () => {
  it.each([
    ['SILK, 10 ms', [toc(0, 0)], 480],
    ['SILK, 60 ms', [toc(3, 0)], 2880],
    ['hybrid, 20 ms', [toc(13, 0)], 960],
    ['CELT, 2.5 ms', [toc(16, 0)], 120],
    ['CELT, 20 ms', [toc(31, 0)], 960],
    ['two frames of one size', [toc(31, 1)], 1920],
    ['two frames of sizes 5 and the rest', [toc(31, 2), 5], 1920],
    ['three frames of one size', [toc(31, 3), 3], 2880],
    ['three frames of sizes 4, 9 and the rest', [toc(31, 3), 0x80 | 3, 4, 9], 2880],
    ['four frames and padding of 2', [toc(31, 3), 0x40 | 4, 2], 3840]
  ])('%s', (_, head, samples) => {
    // Lengths that the sizes of each form divide: 1 + 24, 2 + 24 or 3 + 24 bytes.
    const length = head.length + (head[1] === (0x40 | 4) ? 26 : 24);
    expect(opusPacketSamples(packet(length, ...head), 1)).toBe(samples);
  });

  it.each([
    ['nothing', packet(0)],
    ['an odd rest for two frames of one size', packet(4, toc(31, 1))],
    ['a first frame larger than the packet', packet(10, toc(31, 2), 200)],
    ['no frames', packet(10, toc(31, 3), 0)],
    ['more than 120 ms', packet(10, toc(3, 3), 3)],
    ['a frame above 1275 bytes', packet(1300, toc(31, 0))],
    ['padding larger than the packet', packet(10, toc(31, 3), 0x40 | 1, 50)],
    ['a rest that three frames do not divide', packet(9, toc(31, 3), 3)],
    ['more than the decoder has room for', packet(4000, toc(3, 3), 1)]
  ])('%s is none', (_, bytes) => {
    expect(opusPacketSamples(bytes, 1)).toBeNull();
  });

  it('takes streams apart that are packed together, the last one without its size', () => {
    const first = [toc(31, 0), 3, 1, 2, 3];
    expect(opusPacketSamples(Uint8Array.of(...first, toc(31, 0), 9, 9), 2)).toBe(960);
    // Streams of one packet last equally long.
    expect(opusPacketSamples(Uint8Array.of(...first, toc(16, 0), 9, 9), 2)).toBeNull();
    expect(opusPacketSamples(Uint8Array.of(...first), 2)).toBeNull();
    expect(opusPacketSamples(Uint8Array.of(toc(31, 1), 2, 1, 2, 3, 4, toc(31, 1), 5, 5), 2)).toBe(1920);
  });
});
