import type { Tensor } from '@tensorflow/tfjs';
import type { TensorFlow } from './tensorflow';

/** A value of an attribute of an operation, by its kind. */
export type Attribute =
  | { readonly name: string; readonly type: 'float' }
  | { readonly name: string; readonly flag: boolean }
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly shape: readonly number[] };

interface BindingAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** What the native backend of TensorFlow.js has beyond the common interface. */
interface NativeBackend {
  readonly binding: {
    readonly TF_ATTR_TYPE: number;
    readonly TF_ATTR_BOOL: number;
    readonly TF_ATTR_STRING: number;
    readonly TF_ATTR_SHAPE: number;
    readonly TF_FLOAT: number;
  };
  executeMultipleOutputs(name: string, attributes: BindingAttribute[], inputs: Tensor[], outputs: number): Tensor[];
}

/** Operations of TensorFlow that TensorFlow.js has no function for. */
export class NativeOps {
  readonly #backend: NativeBackend;

  private constructor(backend: NativeBackend) {
    this.#backend = backend;
  }

  /** null where the backend is not native TensorFlow. */
  static of({ tf, info }: TensorFlow): NativeOps | null {
    if (!info.backend.startsWith('tensorflow')) return null;
    return new NativeOps(tf.backend() as unknown as NativeBackend);
  }

  /** Runs an operation with one result. */
  one(name: string, attributes: readonly Attribute[], inputs: readonly Tensor[]): Tensor {
    const [result] = this.#run(name, attributes, { inputs, outputs: 1 });
    if (!result) throw new Error(`${name} gave no result`);
    return result;
  }

  /** Runs an operation for its effect. */
  none(name: string, attributes: readonly Attribute[], inputs: readonly Tensor[]): void {
    this.#run(name, attributes, { inputs, outputs: 0 });
  }

  #run(
    name: string,
    attributes: readonly Attribute[],
    { inputs, outputs }: { inputs: readonly Tensor[]; outputs: number }
  ): Tensor[] {
    const converted = attributes.map((attribute) => this.#convert(attribute));
    return this.#backend.executeMultipleOutputs(name, converted, [...inputs], outputs);
  }

  #convert(attribute: Attribute): BindingAttribute {
    const { binding } = this.#backend;
    const { name } = attribute;
    if ('type' in attribute) return { name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
    if ('flag' in attribute) return { name, type: binding.TF_ATTR_BOOL, value: attribute.flag };
    if ('text' in attribute) return { name, type: binding.TF_ATTR_STRING, value: attribute.text };
    return { name, type: binding.TF_ATTR_SHAPE, value: attribute.shape };
  }
}
