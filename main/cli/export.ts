import { readCheckpoint } from '../library/checkpoints';
import { EXPORT_FORMATS, exportWeights, type ExportFormat } from '../library/export-weights';
import { oneFile, parseArguments, requiredOption } from './arguments';
import { UsageError, type Command } from './command';

const FORMATS = EXPORT_FORMATS.join(' or ');

export const exportCommand: Command = {
  name: 'export',
  summary: 'Writes the weights of a network for other programs.',
  synopsis: 'FILE.checkpoint --format NAME --out FILE',
  options: [
    ['FILE.checkpoint', 'the network, or a model.json of TensorFlow.js'],
    [
      '--format NAME',
      `${FORMATS}: for tf.loadLayersModel, with the weights in a second file beside it; for numpy.load`
    ],
    ['--out FILE', 'the file to write, model.json or weights.npy; an older one survives any failure']
  ],

  async run(words) {
    const parsed = parseArguments(words, ['format', 'out']);
    const path = oneFile(parsed, 'FILE.checkpoint');
    const format = requiredOption(parsed, 'format');
    const out = requiredOption(parsed, 'out');
    if (!isFormat(format)) throw new UsageError(`--format takes ${FORMATS}, not ${format}`);
    await exportWeights(out, await readCheckpoint(path), format);
  }
};

function isFormat(name: string): name is ExportFormat {
  return EXPORT_FORMATS.some((format) => format === name);
}
