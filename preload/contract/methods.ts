import type { MethodName, NetworkName } from './session';

type Methods = readonly [own: MethodName, ...others: MethodName[]];

const LINEAR: Methods = ['sgd', 'amsgrad', 'adam', 'least-squares', 'conjugate-gradients'];
const PRODUCT: Methods = ['natural-gradient', 'sgd', 'amsgrad', 'adam'];

/** The methods a network learns by, its own first: what `methodsOf` in main/learn answers, for those who may not ask it. */
export const METHODS_OF: Readonly<Record<NetworkName, Methods>> = {
  'shared-frame': LINEAR,
  'dense-stft': ['amsgrad', 'sgd', 'adam', 'least-squares', 'conjugate-gradients'],
  recurrent: PRODUCT,
  'dft-128': LINEAR,
  butterfly: PRODUCT,
  'butterfly-256': PRODUCT,
  inverse: LINEAR
};

/** What a person reads of a method. */
export const METHOD_TITLES: Readonly<Record<MethodName, string>> = {
  sgd: 'gradient descent',
  amsgrad: 'AMSGrad',
  adam: 'Adam',
  'natural-gradient': 'natural gradient',
  'least-squares': 'least squares',
  'conjugate-gradients': 'conjugate gradients'
};
