import { HELD_OUT_SEED, heldOut } from '../learn/held-out';
import { createNetwork } from '../learn/networks';
import { loadTensorFlow } from '../learn/tensorflow';
import { readCheckpoint } from '../library/checkpoints';
import { numberOption, oneFile, parseArguments } from './arguments';
import type { Command } from './command';

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'Measures a network on noise it was not trained on; prints one JSON line.',
  synopsis: 'FILE.checkpoint [--seed N]',
  options: [
    ['FILE.checkpoint', 'the network, or a model.json of TensorFlow.js'],
    ['--seed N', `seed of the noise, ${HELD_OUT_SEED} where absent: the one that learning is measured on`]
  ],

  async run(words, { console }) {
    const parsed = parseArguments(words, ['seed']);
    const path = oneFile(parsed, 'FILE.checkpoint');
    const seed = numberOption(parsed, 'seed', { low: 0, high: 2 ** 32 - 1, whole: true }) ?? HELD_OUT_SEED;
    const { network: name, weights } = await readCheckpoint(path);
    const tensorflow = await loadTensorFlow();
    const network = createNetwork(tensorflow, name, weights);
    try {
      const noise = heldOut(name, seed);
      const { snrDb, mse, maxAbsError } = noise.measure(network);
      const { backend } = tensorflow.info;
      console.out(JSON.stringify({ network: name, snrDb, mse, maxAbsError, examples: noise.examples, seed, backend }));
    } finally {
      network.dispose();
    }
  }
};
