import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AudioError } from '../../audio-error';
import { AAC_FIXTURES } from '../../fixtures/original';
import { openAudio } from '../../open';
import { countingDecoder, sampleAt } from './test-decoder';

/** Containers, delays and lengths; what AAC decodes to is seen in the real window (`e2e/aac.spec.ts`). */
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aac-'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (file: string): string => join(import.meta.dirname, '../../fixtures', file);

describe('files of AAC', () => {
  it.each(AAC_FIXTURES.map((fixture) => [fixture.file, fixture] as const))(
    '%s gives what the encoder was given, from its first sample to its last',
    async (name, fixture) => {
      const { rate, channels, seconds, encoding, lead = 0, tail = 0 } = fixture;
      const decoder = countingDecoder();
      const file = await openAudio(at(name), { folder, openAac: decoder.open });
      expect(file).toMatchObject({ rate, channels, encoding });
      expect(decoder.configs).toMatchObject([{ codec: 'mp4a.40.2', rate, channels }]);
      const wanted = Math.round(rate * seconds);
      expect(file.samples - lead - wanted).toBeGreaterThanOrEqual(0);
      expect(file.samples - lead - wanted).toBeLessThanOrEqual(tail);
      // FFmpeg's encoder adds a packet before the sound.
      const [plane] = await file.read(0, file.samples);
      const first = 1024 - lead;
      expect([plane!.at(0), plane!.at(-1)]).toEqual([sampleAt(first), sampleAt(first + file.samples - 1)]);
      await file.close();
      expect(decoder.alive()).toBe(0);
    }
  );

  it('hold the same packets whatever contains them', async () => {
    const packetsOf = async (name: string): Promise<string[]> => {
      const decoder = countingDecoder();
      await (await openAudio(at(name), { folder, openAac: decoder.open })).close();
      return decoder.packets.map((packet) => Buffer.from(packet).toString('hex'));
    };
    const expected = await packetsOf('aac.m4a');
    expect(expected).toHaveLength(17);
    for (const name of ['mono.mov', 'parts.mp4', 'mono.aac']) expect(await packetsOf(name)).toEqual(expected);
  });

  it('are cut at the rate that comes out, and behind what HE-AAC lags by that', async () => {
    const file = await openAudio(at('aac.m4a'), { folder, openAac: countingDecoder(2).open });
    // A packet of 1024 is 2048 then, and 962 more are the decoder's.
    expect(file).toMatchObject({ rate: 44_100, samples: 2 * 15_435 });
    const [plane] = await file.read(0, 1);
    expect(plane![0]).toBe(sampleAt(2048 + 962));
    await file.close();
  });

  it('tell how far they are', async () => {
    const done: number[] = [];
    const onProgress = (share: number): void => void done.push(share);
    const file = await openAudio(at('stereo.m4a'), { folder, openAac: countingDecoder().open, onProgress });
    await file.close();
    expect(done.at(-1)).toBeGreaterThan(0.9);
    expect(done.every((share, i) => share <= 1 && share >= (done[i - 1] ?? 0))).toBe(true);
  });

  it('behind an ID3 tag, and with garbage between frames, are read all the same', async () => {
    const bytes = await readFile(at('mono.aac'));
    const tag = Buffer.from('ID3\u0004\0\0\0\0\0\u0002..', 'latin1');
    const path = join(folder, 'tagged.aac');
    const frame = bytes.indexOf(bytes.subarray(0, 3), 3);
    await writeFile(
      path,
      Buffer.concat([tag, bytes.subarray(0, frame), Buffer.alloc(99, 0xff), bytes.subarray(frame)])
    );
    const decoder = countingDecoder();
    await (await openAudio(path, { folder, openAac: decoder.open })).close();
    expect(decoder.packets).toHaveLength(17);
    await rm(path);
  });

  it('without a decoder say what to do', async () => {
    for (const name of ['aac.m4a', 'mono.aac']) {
      const opened = openAudio(at(name), { folder });
      await expect(opened).rejects.toThrow(AudioError);
      await expect(opened).rejects.toThrow(
        `Cannot open ${name}: its sound is AAC, which only the app's window can decode; open it in the window and save it as WAV there, or convert it to FLAC, WAV, Opus or MP3 first.`
      );
    }
  });

  it('close their decoder where it fails, and leave nothing', async () => {
    const decoder = countingDecoder();
    const openAac: typeof decoder.open = async (config) => ({
      ...(await decoder.open(config)),
      decode: () => Promise.reject(new Error('a defect'))
    });
    await expect(openAudio(at('aac.m4a'), { folder, openAac })).rejects.toThrow('a defect');
    expect(decoder.alive()).toBe(0);
    const abort = new AbortController();
    const stopped = openAudio(at('stereo.m4a'), {
      folder,
      openAac: decoder.open,
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('another file'))
    });
    await expect(stopped).rejects.toThrow('another file');
    expect(decoder.alive()).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });
});
