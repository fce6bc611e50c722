import { afterEach, describe, expect, it, vi } from 'vitest';
import { frameMatrix } from '../signal/frame-matrix';
import { SEED_SPEC } from '../signal/stft';
import { heldOut } from './held-out';
import { createNetwork } from './networks';
import { loadTensorFlow, probe } from './tensorflow';
import { Trainer } from './trainer';

const FORCE = 'NEURAL_SPECTROGRAM_BACKEND';

afterEach(() => vi.unstubAllEnvs());

async function forced(backend: string): ReturnType<typeof loadTensorFlow> {
  vi.stubEnv(FORCE, backend);
  return await loadTensorFlow();
}

describe('loadTensorFlow', () => {
  it('takes the native library, or says why not', async () => {
    const { tf, info } = await loadTensorFlow();
    expect(tf.getBackend()).toBe(info.backend.startsWith('tensorflow-') ? 'tensorflow' : info.backend);
    expect(info.tensorflowVersion).toMatch(/^\d+\.\d+\.\d+/);
    expect(info.device).not.toBe('');
    if (info.backend.startsWith('tensorflow-')) expect(info.reason).toBeNull();
    else expect(info.reason).toMatch(/./);
  });

  it('sets the environment of the native library, and leaves what the user set', async () => {
    vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', '0');
    vi.stubEnv('NVIDIA_TF32_OVERRIDE', undefined);
    await loadTensorFlow();
    expect(process.env['TF_ENABLE_ONEDNN_OPTS']).toBe('0');
    expect(process.env['NVIDIA_TF32_OVERRIDE']).toBe('0');
    expect(process.env['TF_FORCE_GPU_ALLOW_GROWTH']).toBe('true');
  });

  it.each(['wasm', 'cpu'] as const)('takes the %s backend when told to', async (backend) => {
    const { tf, info } = await forced(backend);
    expect(tf.getBackend()).toBe(backend);
    expect(info).toMatchObject({ backend, reason: `${FORCE} asks for ${backend}` });
  });

  it('refuses a backend there is none of', async () => {
    await expect(forced('abacus')).rejects.toThrow(/may be tensorflow, wasm, cpu, not "abacus"/);
  });
});

describe.each(['best', 'wasm', 'cpu'])('the %s backend', (backend) => {
  const load = (): ReturnType<typeof loadTensorFlow> => forced(backend === 'best' ? '' : backend);

  it('multiplies in float32', async () => {
    const { product, relativeError, backend: info } = probe(await load());
    expect(product).toEqual([7, 10, 15, 22]);
    expect(relativeError).toBeGreaterThan(0);
    expect(relativeError).toBeLessThan(info.backend === 'tensorflow-gpu' ? 1e-3 : 2e-6);
  });

  it('gives the exact weights their accuracy and learns, without a tensor left behind', async () => {
    const tensorflow = await load();
    const before = tensorflow.tf.memory().numTensors;
    const exact = createNetwork(tensorflow, 'shared-frame', Float32Array.from(frameMatrix(SEED_SPEC)));
    expect(heldOut('shared-frame').measure(exact).snrDb).toBeGreaterThan(128);
    exact.dispose();
    const trainer = new Trainer(tensorflow, { network: 'shared-frame', seed: 1, batch: 512, learningRate: 0.5 });
    const [first, , , fourth] = Array.from({ length: 4 }, () => trainer.step().snrDb ?? NaN);
    expect(fourth! - first!).toBeGreaterThan(6);
    trainer.dispose();
    expect(tensorflow.tf.memory().numTensors).toBe(before);
  });

  it('rounds whole numbers to themselves', async () => {
    const { tf } = await load();
    const rounded = tf.tidy(() => tf.round(tf.tensor1d([-7, 12_345_678], 'int32')).arraySync());
    expect(rounded).toEqual([-7, 12_345_678]);
  });
});
