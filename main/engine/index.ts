import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, setPriority } from 'node:os';
import { ENGINE_ROLES, type ControlMessage, type EngineRole, type HealthMessage } from '@contract';
import { removeLeftovers } from '../audio/store/store-folder';
import { loadTensorFlow } from '../learn/tensorflow';
import { AacDecoders } from './aac-decoders';
import { AnalysisEngine } from './analysis/analysis-engine';
import { ControlPort, type ControlPortOptions } from './control-port';
import { explain } from './explain';
import { electronPort } from './port';
import { TrainingEngine } from './training/training-engine';

/** Entry of both engine processes; `--role=` says which one this is. */
function roleOf(argv: readonly string[]): EngineRole {
  const name = argv.find((argument) => argument.startsWith('--role='))?.slice('--role='.length);
  const role = ENGINE_ROLES.find((known) => known === name);
  if (!role) throw new Error(`an engine needs --role=${ENGINE_ROLES.join('|')}, got "${name ?? ''}"`);
  return role;
}

function send(message: HealthMessage): void {
  process.parentPort.postMessage(message);
}

async function shutDown(dispose: () => Promise<void> | void): Promise<void> {
  await dispose();
  process.exit(0);
}

async function main(): Promise<void> {
  const role = roleOf(process.argv);
  // Before TensorFlow makes its threads, which inherit it: training takes every core, and the window goes first.
  if (role === 'training') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  // Messages that come while TensorFlow loads are held back by the port until it has a listener.
  const tensorflow = await loadTensorFlow();
  const control = new ControlPort(send, await optionsOf(role, tensorflow));
  process.parentPort.on('message', ({ data, ports }) => {
    const [port] = ports;
    control.receive(data as ControlMessage, port && electronPort(port));
  });
  send({ type: 'ready', role, backend: tensorflow.info });
}

/** Where decoded samples are kept, as `--decoded=` says; without it, in a folder that the system clears. */
function decodedFolder(argv: readonly string[]): string {
  const named = argv.find((argument) => argument.startsWith('--decoded='))?.slice('--decoded='.length);
  return named ? named : join(tmpdir(), `neural-spectrogram-${process.pid}`);
}

async function optionsOf(
  role: EngineRole,
  tensorflow: Awaited<ReturnType<typeof loadTensorFlow>>
): Promise<ControlPortOptions> {
  const decoders = new AacDecoders(send);
  const openAac = decoders.open;
  const onDecoderPort: ControlPortOptions['onDecoderPort'] = (decoder, port) => decoders.take(decoder, port);
  if (role === 'analysis') {
    const folder = decodedFolder(process.argv);
    await removeLeftovers(folder);
    const engine = new AnalysisEngine(tensorflow, { send, folder, openAac });
    return {
      orders: engine.orders,
      explain,
      onPagePort: (port) => engine.servePage(port),
      onWeightsPort: (port) => engine.takeWeights(port),
      onDecoderPort,
      onShutdown: () => void shutDown(() => engine.dispose())
    };
  }
  const engine = new TrainingEngine(tensorflow, { send, openAac });
  return {
    orders: engine.orders,
    explain,
    onPagePort: (port) => engine.servePage(port),
    onWeightsPort: (port) => engine.sendWeights(port),
    onDecoderPort,
    onShutdown: () => void shutDown(() => engine.dispose())
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
