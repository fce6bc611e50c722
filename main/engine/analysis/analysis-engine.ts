import { basename } from 'node:path';
import type { HealthMessage, InspectedNetwork, NetworkInfo } from '@contract';
import type { OpenAacDecoder } from '../../audio/decoders/aac/aac-decoder';
import { describeAudio } from '../../audio/open';
import { readCheckpoint, saveCheckpoint } from '../../library/checkpoints';
import { exportWeights } from '../../library/export-weights';
import { RunFolder } from '../../library/run-folder';
import { probe, type TensorFlow } from '../../learn/tensorflow';
import type { OrderHandlers } from '../control-port';
import { explain } from '../explain';
import { exportMap } from '../inspection/export-map';
import { InspectedWeights } from '../inspection/inspected-weights';
import { OpenHistories } from '../inspection/open-histories';
import { ShownNetwork } from '../inspection/shown-network';
import { NewestWins } from '../newest-wins';
import { PagePort } from '../page-port';
import type { Port } from '../port';
import type { WeightsSnapshot, WeightsTaken } from '../weights-message';
import { analysisCalls, type AnalysisRooms } from './calls';
import { ClipStore } from './clip-store';
import { exportSound } from './export-sound';
import { importRun } from './import-run';
import { makeClip } from './make-clip';
import { OfferedSounds } from './offered-sounds';
import { ClipSaver } from './save-clip';
import { Resyntheses } from './resyntheses';
import { PeakCache } from './peak-cache';
import { SourceCache } from './source-cache';
import { Takes } from './takes';
import { WeightsInUse } from './weights-in-use';

/** How long the next snapshot waits for the page to have drawn all of this one. */
const DRAWING_MS = 150;

/** Twenty snapshots a second are as many as an eye follows. */
const INTERVAL_MS = 50;

export interface AnalysisEngineOptions {
  readonly send: (message: HealthMessage) => void;
  /** Where the decoded samples of compressed files are kept while they are open. */
  readonly folder: string;
  /** What decodes AAC; without it, files that hold AAC are refused. */
  readonly openAac?: OpenAacDecoder;
}

/** Opens clips, computes spectra and runs the network in use. */
export class AnalysisEngine {
  readonly #send: (message: HealthMessage) => void;
  readonly #rooms: AnalysisRooms;
  readonly #saver: ClipSaver;
  readonly #offers: OfferedSounds;
  readonly #inspectedPush = new NewestWins<InspectedNetwork>((inspected) => {
    this.#page?.push({ type: 'inspected', inspected });
  }, INTERVAL_MS);
  #page: PagePort | null = null;
  #weightsPort: Port | null = null;

  constructor(tensorflow: TensorFlow, { send, folder, openAac }: AnalysisEngineOptions) {
    const onOpening = limited((id, done) => send({ type: 'opening', id, done }));
    const clips = new ClipStore({ folder, openAac, onProgress: onOpening });
    const sources = new SourceCache(clips);
    const weights = new WeightsInUse(tensorflow);
    const inspected = new InspectedWeights((info) => this.#inspectedPush.offer(info));
    this.#send = send;
    const onProgress = limited((saving, done) => send({ type: 'saving', saving, done }));
    this.#saver = new ClipSaver({ clips, onProgress });
    this.#offers = new OfferedSounds(send);
    this.#rooms = {
      clips,
      sources,
      peaks: new PeakCache(clips),
      takes: new Takes(clips),
      weights,
      inspected,
      shown: new ShownNetwork({
        tensorflow,
        inUse: weights,
        inspected,
        announce: (info) => this.#announce(info),
        announceTrial: (trial) => send({ type: 'trial', trial })
      }),
      histories: new OpenHistories((text) => send({ type: 'log', level: 'warning', text })),
      resyntheses: new Resyntheses({ sources, weights, folder, offers: this.#offers }),
      probe: () => probe(tensorflow)
    };
  }

  get orders(): OrderHandlers {
    const { clips, sources, peaks, takes, weights, inspected, shown, histories, resyntheses } = this.#rooms;
    return {
      'open-clip': (order) => clips.open(order),
      'close-clip': async ({ id }) => {
        this.#page?.cancel((call) => 'clip' in call && call.clip === id);
        sources.forget(id);
        peaks.forget(id);
        await resyntheses.forget(id);
        await clips.close(id);
        return null;
      },
      'name-sound': (order) => this.#offers.name(order),
      'describe-file': ({ path }) => describeAudio(path),
      'open-take': (order) => takes.open(order),
      'end-take': async ({ id }) => {
        sources.forget(id);
        peaks.forget(id);
        return await takes.end(id);
      },
      'make-clip': (order) => makeClip(order),
      'save-clip': (order) => this.#saver.save(order),
      'cancel-saving': ({ saving }) => this.#saver.cancel(saving),
      'load-checkpoint': async ({ path, source, label, run = null }) =>
        shown.use(await readCheckpoint(path), { source, name: label ?? basename(path), run }),
      'save-checkpoint': async ({ path }) => {
        const { info } = weights.current;
        await saveCheckpoint(path, weights.checkpoint);
        return this.#announce(shown.saved(info.revision, basename(path)));
      },
      'open-history': (order) => histories.open(order),
      'export-map': (order) => exportMap(inspected, order),
      'export-sound': (order) => this.#saver.during(order.saving, (job) => exportSound(this.#rooms, order, job)),
      'import-run': async ({ path, folder }) => await importRun(await readCheckpoint(path), new RunFolder(folder)),
      'export-weights': async ({ from, path, format }) => {
        const checkpoint = from === null ? shown.checkpoint : await readCheckpoint(from);
        if (format === 'checkpoint') await saveCheckpoint(path, checkpoint);
        else await exportWeights(path, checkpoint, format);
        return null;
      }
    };
  }

  /** One page at a time: a reloaded page brings a new port, and the jobs of the old one end. */
  servePage(port: Port): void {
    this.#page?.close();
    const log = (text: string): void => this.#send({ type: 'log', level: 'warning', text });
    this.#page = new PagePort({ port, handlers: analysisCalls(this.#rooms), explain, log });
  }

  /** Takes weights from the training engine; `taken` is sent when the next snapshot is welcome. */
  takeWeights(port: Port): void {
    this.#weightsPort?.close();
    this.#weightsPort = port;
    port.onMessage((message) => {
      this.#take(message as WeightsSnapshot, port).catch((error: unknown) => {
        this.#send({ type: 'log', level: 'error', text: `weights were not taken: ${explain(error).message}` });
      });
    });
    port.start();
  }

  async dispose(): Promise<void> {
    this.#weightsPort?.close();
    this.#inspectedPush.dispose();
    this.#page?.close();
    this.#rooms.weights.dispose();
    await this.#saver.dispose();
    await this.#rooms.resyntheses.closeAll();
    await this.#rooms.clips.closeAll();
  }

  /** The picture of one moment is asked for in parts, and should not mix two moments. */
  async #take(snapshot: WeightsSnapshot, port: Port): Promise<void> {
    try {
      await this.#rooms.shown.take(snapshot);
      await Promise.all([this.#page?.quiet(DRAWING_MS), new Promise((resolve) => setTimeout(resolve, INTERVAL_MS))]);
    } finally {
      port.postMessage({ type: 'taken' } satisfies WeightsTaken);
    }
  }

  #announce(network: NetworkInfo): NetworkInfo {
    this.#page?.push({ type: 'network', network });
    this.#send({ type: 'network', network });
    return network;
  }
}

/** The same report, but not more often than an eye follows. */
function limited(report: (id: string, done: number) => void): (id: string, done: number) => void {
  let last = -Infinity;
  return (id, done) => {
    const now = performance.now();
    if (now - last < INTERVAL_MS) return;
    last = now;
    report(id, done);
  };
}
