import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { NativeOps, type Attribute } from './native-ops';
import type { TensorFlow } from './tensorflow';

/** A matrix on the backend that is changed in place. Its owner disposes of it. */
export interface Store {
  readonly shape: readonly [number, number];
  /** The matrix as it is now; free it, or read it within a `tidy`, before the next change. */
  tensor(): Tensor2D;
  /** A copy, row-major. */
  copy(): Float32Array;
  /** Takes the values of a tensor of the same shape; the caller goes on owning it. */
  assign(tensor: Tensor2D): void;
  add(tensor: Tensor2D): void;
  /** What native update kernels take as the place to change; null on other backends. */
  readonly handle: Tensor | null;
  dispose(): void;
}

const DTYPE: Attribute = { name: 'dtype', type: 'float' };
let serial = 0;

/** A matrix of these values, row-major; zeros where absent. The array is copied. */
export function createStore(tensorflow: TensorFlow, shape: readonly [number, number], values?: Float32Array): Store {
  const { tf } = tensorflow;
  const size: [number, number] = [...shape];
  const native = NativeOps.of(tensorflow);
  // A copy, because a tensor may go on reading the array it was made of.
  const start = (): Tensor2D => (values ? tf.tensor2d(values.slice(), size) : tf.zeros(size));
  return native ? nativeStore(native, size, { tensorflow, start }) : plainStore(size, { tensorflow, start });
}

interface Making {
  readonly tensorflow: TensorFlow;
  readonly start: () => Tensor2D;
}

/** A resource of TensorFlow: its update kernels write where it lies as long as no tensor shares its memory. */
function nativeStore(native: NativeOps, shape: [number, number], { tensorflow, start }: Making): Store {
  const { tf } = tensorflow;
  const name = `neural-spectrogram/${process.pid}/${(serial += 1)}`;
  const handle = native.one(
    'VarHandleOp',
    [{ name: 'container', text: '' }, { name: 'shared_name', text: name }, DTYPE, { name: 'shape', shape }],
    []
  );
  tf.keep(handle);
  const assign = (tensor: Tensor2D): void => native.none('AssignVariableOp', [DTYPE], [handle, tensor]);
  const tensor = (): Tensor2D => native.one('ReadVariableOp', [DTYPE], [handle]) as Tensor2D;
  tf.tidy(() => assign(start()));
  return {
    shape,
    handle,
    tensor,
    assign,
    copy: () => copyOf(tensor()),
    add: (other) => native.none('AssignAddVariableOp', [DTYPE], [handle, other]),
    dispose(): void {
      native.none('DestroyResourceOp', [], [handle]);
      handle.dispose();
    }
  };
}

function plainStore(shape: [number, number], { tensorflow, start }: Making): Store {
  const { tf } = tensorflow;
  const variable = tf.tidy(() => tf.variable(start(), false));
  return {
    shape,
    handle: null,
    tensor: () => variable.clone(),
    copy: () => copyOf(variable.clone()),
    assign: (next) => variable.assign(next),
    add: (other) => tf.tidy(() => variable.assign(variable.add(other))),
    dispose: () => variable.dispose()
  };
}

function copyOf(tensor: Tensor2D): Float32Array {
  try {
    return tensor.dataSync<'float32'>().slice();
  } finally {
    tensor.dispose();
  }
}
