import { createRequire } from 'node:module';
import type { KernelConfig, NamedTensorMap } from '@tensorflow/tfjs';

type TensorFlowJs = typeof import('@tensorflow/tfjs');

/** Functions that @tensorflow/tfjs-node-gpu 4.22 calls on Node's `util`; Node 23 and newer no longer have them. */
interface LegacyUtil {
  isNullOrUndefined?: (value: unknown) => boolean;
  isArray?: (value: unknown) => boolean;
}

/** Gives Node's `util` what the native package calls there. Call before the package is loaded. */
export function provideLegacyUtil(): void {
  const util = createRequire(__filename)('node:util') as LegacyUtil;
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  // Node 22 still has it, but warns on standard error with every first use.
  util.isArray = Array.isArray;
}

/**
 * Replaces the native Round kernel for int32, whose result is zeros in TensorFlow 2.17 to 2.21: a rounded integer is
 * the integer itself.
 */
export function mendIntegerRound(tf: TensorFlowJs): void {
  const native = tf.getKernel('Round', 'tensorflow');
  if (!native) return;
  const kernelFunc: KernelConfig['kernelFunc'] = (parameters) => {
    if (parameters.inputs['x']?.dtype !== 'int32') return native.kernelFunc(parameters);
    return tf.engine().runKernel('Identity', parameters.inputs as NamedTensorMap);
  };
  tf.unregisterKernel('Round', 'tensorflow');
  tf.registerKernel({ ...native, kernelFunc });
}
