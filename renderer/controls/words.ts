import type { DataKind, MethodName, NetworkFacts, NetworkName } from '@contract';

/** What a person reads of networks, methods and data, in one sentence each. */

export const NETWORK_SENTENCES: Readonly<Record<NetworkName, string>> = {
  'shared-frame': 'Sees one frame of 256 samples at a time, with the same weights for every frame.',
  'dense-stft': 'The experiment’s own: every one of 2,048 samples to every number of 33 frames.',
  recurrent: 'Hears one hop of 56 samples after the other, and has to learn what to remember and when to forget.',
  'dft-128': 'The Fourier transform alone: 128 complex numbers in, 128 out, without a window.',
  butterfly:
    'The same transform in 7 sparse layers, like an FFT. It may need restarts: when it is stuck, it begins anew by itself.',
  'butterfly-256':
    'The transform of 256 complex numbers in 8 sparse layers. It may need restarts: when it is stuck, it begins anew by itself.',
  inverse: 'The way back: from the bins of a frame to its samples.'
};

export const METHOD_SENTENCES: Readonly<Record<MethodName, string>> = {
  sgd: 'Goes down the slope of each batch, at a rate that fits the power of the noise.',
  amsgrad: 'The experiment’s own: Adam, with steps that never grow back.',
  adam: 'A pace for each weight, by the size of its gradients so far.',
  'natural-gradient':
    'Divides each slope by its curvature, so that steep and flat directions are learnt at the same pace.',
  'least-squares': 'What a solver does: the closed form, from sums over a fixed set.',
  'conjugate-gradients':
    'What a solver does in passes: each one through the whole set, each in the best direction left.'
};

export const DATA_WORDS: Readonly<Record<DataKind, { readonly title: string; readonly hint: string }>> = {
  noise: { title: 'noise', hint: 'Noise has all frequencies at once, so it teaches every bin.' },
  tones: { title: 'tones', hint: 'Tones teach the bins they fall on; noise would teach every bin.' },
  speech: { title: 'speech-like', hint: 'Speech lies low, so the high bins learn last; noise would teach every bin.' },
  clip: { title: 'the open clip', hint: 'A clip teaches the bins it has sound in; noise would teach every bin.' }
};

/**
 * How many weights a network has, beside those of a dense one that does the same.
 * @param dense the experiment's dense network, where it is known
 */
export function weightsSentence(facts: NetworkFacts, dense: NetworkFacts | null): string {
  const { inputs, outputs, parameters, frames } = facts;
  const count = (value: number): string => value.toLocaleString('en');
  const layer = inputs * outputs;
  if (parameters < layer) {
    return `${count(parameters)} weights; a dense layer between the same numbers has ${count(layer)}.`;
  }
  if (frames > 0 && dense && dense.parameters > parameters) {
    return `${count(parameters)} weights; ${dense.name} takes ${count(dense.parameters)} for the same.`;
  }
  return `${count(parameters)} weights: a dense layer, every number to every number.`;
}
