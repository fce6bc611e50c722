import { describe, expect, it } from 'vitest';
import { aacKind, isRateIndex, specificConfig } from './specific-config';

describe('AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1)', () => {
  it.each<[what: string, bytes: number[], codec: string, rate: number, channels: number, encoding: string]>([
    // 00010 0100 0010 000
    ['AAC-LC, 44.1 kHz, stereo', [0x12, 0x10], 'mp4a.40.2', 44_100, 2, 'AAC'],
    // 00010 1111 then 24 bits of rate: 12345 is 0x3039; then 0001 000
    ['a rate that is in no table', [0x17, 0x80, 0x18, 0x1c, 0x88], 'mp4a.40.2', 12_345, 1, 'AAC'],
    // 00101 0111 0001 0100 00010 000
    ['HE-AAC, 22.05 kHz that become 44.1', [0x2b, 0x8a, 0x08, 0], 'mp4a.40.5', 44_100, 2, 'HE-AAC'],
    // 11101 0111 0001 0100 00010 000
    ['parametric stereo', [0xeb, 0x8a, 0x08, 0], 'mp4a.40.29', 44_100, 2, 'HE-AAC v2'],
    // 00010 0111 0001 000, then 01010110111 00101 and 0
    ['AAC-LC that says that it is no more', [0x13, 0x88, 0x56, 0xe5, 0], 'mp4a.40.2', 22_050, 1, 'AAC'],
    // ... 1 0100, and 10101001000 with 0 or 1
    ['HE-AAC for those who look further', [0x13, 0x88, 0x56, 0xe5, 0xa5, 0x48, 0], 'mp4a.40.2', 44_100, 2, 'HE-AAC'],
    ['the same in stereo', [0x13, 0x88, 0x56, 0xe5, 0xa5, 0x48, 0x80], 'mp4a.40.2', 44_100, 2, 'HE-AAC v2'],
    ['the same of two channels', [0x13, 0x90, 0x56, 0xe5, 0xa0], 'mp4a.40.2', 44_100, 2, 'HE-AAC'],
    // 11111 001010 0011 0010 00000
    ['object type 42', [0xf9, 0x46, 0x40], 'mp4a.40.42', 48_000, 2, 'AAC'],
    // 00010 0011 0111 000
    ['configuration 7', [0x11, 0xb8], 'mp4a.40.2', 48_000, 8, 'AAC'],
    ['channels that the stream arranges itself', [0x12, 0x00], 'mp4a.40.2', 44_100, 4, 'AAC']
  ])('%s', (_, bytes, codec, rate, channels, encoding) => {
    const description = Uint8Array.from(bytes);
    expect(aacKind(description, 4)).toMatchObject({ config: { codec, rate, channels, description }, encoding });
  });

  it('says what is coded and what comes out', () => {
    expect(aacKind(Uint8Array.of(0x2b, 0x8a, 0x08), 1)).toMatchObject({ core: 22_050, config: { rate: 44_100 } });
    expect(aacKind(Uint8Array.of(0x12, 0x10), 1)).toMatchObject({ core: 44_100, config: { rate: 44_100 } });
  });

  it('is refused where it is damaged', () => {
    // Nothing; one byte; rate index 13; a rate of 0; channel configuration 8; no channels from anybody.
    const broken = [[], [0x12], [0x16, 0x90], [0x17, 0x80, 0, 0, 0x08], [0x12, 0x40]];
    for (const bytes of broken) expect(() => aacKind(Uint8Array.from(bytes), 2)).toThrow(/AAC header is damaged/);
    expect(() => aacKind(Uint8Array.of(0x12, 0x00), 0)).toThrow(/AAC header is damaged/);
  });

  it('is made of the header of an ADTS frame', () => {
    expect(specificConfig(2, 4, 2)).toEqual(Uint8Array.of(0x12, 0x10));
    expect([12, 13].map(isRateIndex)).toEqual([true, false]);
  });
});
