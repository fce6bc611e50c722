import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAudio } from '../../audio/open';
import type { PcmFile } from '../../audio/pcm-file';
import { writeWav } from '../../audio/wav/write';
import type { Network } from '../../learn/network';
import { createNetwork } from '../../learn/networks';
import { loadTensorFlow } from '../../learn/tensorflow';
import { Random } from '../../signal/random';
import { whiteNoise } from '../../signal/test-signals';
import { SpectrumSource } from './spectrum-source';

const folder = mkdtempSync(join(tmpdir(), 'spectra-'));
const signal = new AbortController().signal;
let file: PcmFile;
let network: Network;

beforeAll(async () => {
  const path = join(folder, 'noise.wav');
  const samples = whiteNoise({ rate: 8000, seconds: 8, seed: 3, deviation: 0.2 });
  await writeWav(path, { rate: 8000, channels: [samples], encoding: 'float32' });
  file = await openAudio(path, { folder });
  // Weights that differ from frame to frame show where a segment begins.
  const weights = new Float32Array(2048 * 8514);
  new Random(4).fillNormal(weights);
  network = createNetwork(await loadTensorFlow(), 'dense-stft', weights);
});

afterAll(async () => {
  network.dispose();
  await file.close();
  rmSync(folder, { recursive: true });
});

async function spectra(
  start: number,
  end: number
): Promise<{ frames: number; reference: number[]; network: number[] }> {
  const source = new SpectrumSource(file, { clip: 'c', channel: 'mix', rate: 8000 });
  const all = { frames: 0, reference: [] as number[], network: [] as number[] };
  for await (const block of source.both(network, { start, end, signal })) {
    expect(block.startFrame).toBe(start + all.frames);
    all.frames += block.frames;
    for (const value of block.reference) all.reference.push(value);
    for (const value of block.network) all.network.push(value);
  }
  return all;
}

describe('both spectra', () => {
  it('hold the same numbers in whatever range they are asked for, up to the end of the clip', async () => {
    // 64,000 samples hold 1139 frames: more than one block, and a segment that is cut.
    const whole = await spectra(0, 2000);
    expect(whole.frames).toBe(1139);
    expect(whole.network).toHaveLength(1139 * 258);
    for (const [start, end] of [
      [40, 67],
      [1000, 1100],
      [1130, 5000]
    ] as const) {
      const part = await spectra(start, end);
      expect(part.frames).toBe(Math.min(end, 1139) - start);
      expect(part.reference).toEqual(whole.reference.slice(start * 258, end * 258));
      let largest = 0;
      part.network.forEach((value, i) => {
        largest = Math.max(largest, Math.abs(value - whole.network[start * 258 + i]!));
      });
      // Products of other sizes may differ in their last bits.
      expect(largest).toBeLessThan(1e-4);
    }
  });
});
