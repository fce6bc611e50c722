import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BackendInfo } from '@contract';
import { mendIntegerRound, provideLegacyUtil } from './compat';
import { cpuName, gpuName } from './device';

export { probe } from './probe';

type TensorFlowJs = typeof import('@tensorflow/tfjs');

/** TensorFlow.js with its backend ready, and what that backend is. */
export interface TensorFlow {
  readonly tf: TensorFlowJs;
  readonly info: BackendInfo;
}

/** What the native backend has beyond the common interface. */
interface NativeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

/** Names that `NEURAL_SPECTROGRAM_BACKEND` accepts. */
const CHOICES = ['tensorflow', 'wasm', 'cpu'] as const;
type Choice = (typeof CHOICES)[number];

// One instance of TensorFlow.js for all packages, in the bundle and in tests: always the CommonJS builds.
const load = createRequire(__filename);

/**
 * Loads TensorFlow.js with the best backend of this machine: native TensorFlow, else WebAssembly, else plain
 * JavaScript. The environment variable NEURAL_SPECTROGRAM_BACKEND (tensorflow, wasm or cpu) asks for exactly one.
 * @throws Error where the backend asked for, or every backend, fails to load
 */
export async function loadTensorFlow(): Promise<TensorFlow> {
  const forced = forcedChoice();
  const reasons: string[] = forced && forced !== 'tensorflow' ? [`NEURAL_SPECTROGRAM_BACKEND asks for ${forced}`] : [];
  for (const choice of forced ? [forced] : CHOICES) {
    try {
      return await (choice === 'tensorflow' ? loadNative() : loadPure(choice, reasons[0] ?? null));
    } catch (error) {
      reasons.push((choice === 'tensorflow' ? setUpReason() : null) ?? firstLine(error));
    }
  }
  throw new Error(`TensorFlow does not load: ${reasons.join('; ')}`);
}

function forcedChoice(): Choice | null {
  const name = process.env['NEURAL_SPECTROGRAM_BACKEND'];
  if (!name) return null;
  const choice = CHOICES.find((known) => known === name);
  if (!choice) throw new Error(`NEURAL_SPECTROGRAM_BACKEND may be ${CHOICES.join(', ')}, not "${name}"`);
  return choice;
}

async function loadNative(): Promise<TensorFlow> {
  prepareEnvironment();
  provideLegacyUtil();
  const tf = quietly(() => load('@tensorflow/tfjs-node-gpu') as TensorFlowJs);
  mendIntegerRound(tf);
  await start(tf, 'tensorflow');
  const { isUsingGpuDevice, binding } = tf.backend() as unknown as NativeBackend;
  return {
    tf,
    info: {
      backend: isUsingGpuDevice ? 'tensorflow-gpu' : 'tensorflow-cpu',
      tensorflowVersion: binding.TF_Version,
      device: isUsingGpuDevice ? gpuName() : cpuName(),
      reason: null
    }
  };
}

async function loadPure(backend: 'wasm' | 'cpu', reason: string | null): Promise<TensorFlow> {
  const tf = quietly(() => load('@tensorflow/tfjs') as TensorFlowJs);
  // Otherwise the JavaScript backend advertises the native package on standard error.
  tf.env().set('PROD', true);
  if (backend === 'wasm') {
    const wasm = load('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths(join(dirname(load.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', '/'));
  }
  await start(tf, backend);
  return { tf, info: { backend, tensorflowVersion: tf.version['tfjs-core'], device: cpuName(), reason } };
}

async function start(tf: TensorFlowJs, backend: string): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`the ${backend} backend of TensorFlow.js does not start`);
  await tf.ready();
}

/** Values that the user has set stay. Must run before the native library is loaded, which reads them once. */
function prepareEnvironment(): void {
  const { env } = process;
  env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  // Off, the optimisers take two and a half times as long.
  env['TF_ENABLE_ONEDNN_OPTS'] ??= '1';
  // TF32 products end at 70 dB.
  env['NVIDIA_TF32_OVERRIDE'] ??= '0';
  env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
}

/** Runs `work` without Node's deprecation warnings, which speak of other people's packages. */
function quietly<T>(work: () => T): T {
  const before = process.noDeprecation ?? false;
  process.noDeprecation = true;
  try {
    return work();
  } finally {
    process.noDeprecation = before;
  }
}

/** Why set-up left this machine without the native library, as it wrote down; null where it did not. */
function setUpReason(): string | null {
  try {
    const modules = dirname(dirname(dirname(load.resolve('@tensorflow/tfjs-node-gpu/package.json'))));
    const record = load(join(modules, '.setup', 'tensorflow.json')) as { reason?: unknown };
    return typeof record.reason === 'string' ? record.reason : null;
  } catch {
    return null;
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]?.trim() || 'no reason given';
}
