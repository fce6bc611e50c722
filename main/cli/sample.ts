import { writeWav } from '../audio/wav/write';
import { sampleClip } from '../signal/test-signals';
import { noFile, numberOption, parseArguments, requiredOption } from './arguments';
import type { Command } from './command';

const DEFAULT_RATE = 44_100;

export const sample: Command = {
  name: 'sample',
  summary: 'Makes the clip that comes with the app: ten seconds of notes, clicks, a voice and a chirp.',
  synopsis: '--out FILE.wav [--rate HZ]',
  options: [
    ['--out FILE.wav', 'the file to write, mono, PCM 16 bit'],
    ['--rate HZ', `samples per second, ${DEFAULT_RATE} where absent`]
  ],

  async run(words) {
    const parsed = parseArguments(words, ['out', 'rate']);
    noFile(parsed);
    const out = requiredOption(parsed, 'out');
    const rate = numberOption(parsed, 'rate', { low: 8000, high: 192_000, whole: true }) ?? DEFAULT_RATE;
    await writeWav(out, { rate, channels: [sampleClip(rate)], encoding: 'pcm16' });
  }
};
