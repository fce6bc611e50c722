import { bench, describe } from 'vitest';
import { frameMatrix } from '../signal/frame-matrix';
import { Random } from '../signal/random';
import { SEED_SPEC, Stft } from '../signal/stft';
import { applyToSamples } from './analysis';
import { createNetwork } from './networks';
import { loadTensorFlow } from './tensorflow';
import { train, Trainer } from './trainer';

const tensorflow = await loadTensorFlow();
const noise = new Float32Array(10 * 8000);
new Random(1).fillNormal(noise);
const samples = Float64Array.from(noise);
const FRAMES = Math.floor((samples.length - 256) / 56) + 1;
const out = new Float64Array(FRAMES * 258);

describe(`ten seconds at 8 kHz on ${tensorflow.info.backend} ${tensorflow.info.tensorflowVersion}`, () => {
  const network = createNetwork(tensorflow, 'shared-frame', Float32Array.from(frameMatrix(SEED_SPEC)));
  const stft = new Stft(SEED_SPEC);
  bench('the shared-frame network', () => applyToSamples(network, samples, FRAMES, out));
  bench('the reference', () => stft.transform(samples, FRAMES, out));
});

describe('learning', () => {
  const toSnr = async (snrDb: number): Promise<void> => {
    const trainer = new Trainer(tensorflow, { network: 'shared-frame', seed: 1 });
    await train(trainer, { until: { snrDb } });
    trainer.dispose();
  };
  bench('from noise to 60 dB', () => toSnr(60), { iterations: 3, time: 0 });
  bench('from noise to 120 dB', () => toSnr(120), { iterations: 3, time: 0 });
});
