import type { MethodName } from '@contract';
import type { TensorFlow } from '../tensorflow';
import { createAdam, createAmsgrad } from './adam';
import { createConjugateGradients } from './conjugate-gradients';
import { createLeastSquares } from './least-squares';
import type { Method, MethodOptions } from './method';
import { createNaturalGradient } from './natural-gradient';
import { createSgd } from './sgd';

const CREATE: Readonly<Record<MethodName, (tensorflow: TensorFlow, options: MethodOptions) => Method>> = {
  sgd: createSgd,
  adam: createAdam,
  amsgrad: createAmsgrad,
  'natural-gradient': createNaturalGradient,
  'least-squares': createLeastSquares,
  'conjugate-gradients': createConjugateGradients
};

/** The caller disposes of it. */
export function createMethod(tensorflow: TensorFlow, name: MethodName, options: MethodOptions): Method {
  return CREATE[name](tensorflow, options);
}
