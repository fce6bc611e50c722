import { AppError, type HealthMessage, type OrderOf, type TrainingPlan, type TrainingState } from '@contract';
import type { OpenAacDecoder } from '../../audio/decoders/aac/aac-decoder';
import { MOST_RESTARTS } from '../../learn/restarts';
import { probe, type TensorFlow } from '../../learn/tensorflow';
import { Trainer, type TrainerOptions } from '../../learn/trainer';
import { saveCheckpoint } from '../../library/checkpoints';
import { RunFolder } from '../../library/run-folder';
import type { OrderHandlers } from '../control-port';
import { explain } from '../explain';
import { PagePort } from '../page-port';
import type { Port } from '../port';
import { readClipSamples } from './clip-samples';
import { RunReporter } from './run-reporter';
import { TrainingRun, type Until } from './training-run';
import { WeightsSender } from './weights-sender';

export interface TrainingEngineOptions {
  readonly send: (message: HealthMessage) => void;
  /** What decodes AAC; without it, clips of AAC are refused. */
  readonly openAac?: OpenAacDecoder;
}

/** Trains one network at a time; curve and weights of the last run stay until the next one starts. */
export class TrainingEngine {
  readonly #tensorflow: TensorFlow;
  readonly #send: (message: HealthMessage) => void;
  readonly #openAac: OpenAacDecoder | undefined;
  readonly #weights: WeightsSender;
  readonly #reporter: RunReporter;
  #state: TrainingState = { phase: 'idle', last: null };
  #run: TrainingRun | null = null;
  #training: Promise<void> = Promise.resolve();
  #refused = false;

  constructor(tensorflow: TensorFlow, { send, openAac }: TrainingEngineOptions) {
    this.#tensorflow = tensorflow;
    this.#send = send;
    this.#openAac = openAac;
    this.#weights = new WeightsSender((error) => this.#refuse(error));
    this.#reporter = new RunReporter(send);
  }

  get orders(): OrderHandlers {
    return {
      'start-training': (order) => this.#start(order),
      'resume-training': (order) => this.#resume(order),
      'pause-training': () => this.#hold(true),
      'continue-training': () => this.#hold(false),
      'step-training': () => {
        const run = this.#underWay();
        if (!run.gate.held) throw new AppError('refused', 'Pause the run first: single steps are taken from a pause.');
        run.gate.step();
        return null;
      },
      'change-training': ({ change }) => {
        const run = this.#underWay();
        asked(() => run.change(change));
        this.#announce({ phase: run.gate.held ? 'paused' : 'training', run: run.id, plan: run.plan });
        return null;
      },
      'stop-training': () => {
        if (!this.#run || !isUnderWay(this.#state)) return null;
        this.#announce({ phase: 'stopping', run: this.#run.id });
        this.#run.stop();
        return null;
      },
      'save-checkpoint': async ({ path }) => {
        if (!this.#run) throw new AppError('refused', 'No network was trained yet, so there is nothing to save.');
        await saveCheckpoint(path, this.#run.checkpoint());
        return null;
      }
    };
  }

  /** One page at a time; it asks for the points it missed with the call `history`. */
  servePage(port: Port): void {
    this.#reporter.page?.close();
    const page = new PagePort({
      port,
      explain,
      log: (text) => this.#send({ type: 'log', level: 'warning', text }),
      handlers: {
        history: ({ afterStep }) => this.#reporter.pointsBehind(afterStep),
        probe: () => probe(this.#tensorflow)
      }
    });
    this.#reporter.page = page;
    page.push({ type: 'training-state', state: this.#state });
  }

  /** A new analysis engine gets the weights of the run at once. */
  sendWeights(port: Port): void {
    this.#weights.connect(port);
    const run = this.#run;
    if (run?.isShown) void this.#weights.finish(run.moment(isUnderWay(this.#state) ? 'now' : 'best'));
  }

  /** Ends the run and resolves when what it came to is on disk. */
  async dispose(): Promise<void> {
    this.#run?.stop();
    await this.#training;
    this.#reporter.page?.close();
    this.#weights.dispose();
  }

  async #start({ run: id, folder, choice, clip }: OrderOf<'start-training'>): Promise<TrainingPlan> {
    this.#requireIdle();
    const { untilDb = null, epochs = null, ...given } = choice;
    const options: TrainerOptions = {
      ...(given as TrainerOptions),
      ...(choice.data === 'clip' && clip && { clip: await readClipSamples(clip, { folder, openAac: this.#openAac }) })
    };
    return await this.#begin(options, { id, folder, until: { untilDb, epochs }, paused: false });
  }

  /** Where no checkpoint was written before the run was cut off, it begins anew: its seed makes it the same run. */
  async #resume({ run: id, folder, plan, clip, paused }: OrderOf<'resume-training'>): Promise<TrainingPlan> {
    this.#requireIdle();
    const log = (error: unknown): void =>
      this.#send({ type: 'log', level: 'warning', text: `a checkpoint was passed over: ${explain(error).message}` });
    const files = new RunFolder(folder);
    const resume = await files.newest(log);
    if (!resume && (await files.hasBest())) {
      throw new AppError('refused', 'This run holds its best weights alone, and cannot be continued. Train it anew.');
    }
    const { network, seed, method, batch, learningRate, momentum, examples, data, untilDb, epochs } = plan;
    const samples =
      data === 'clip' && clip ? { clip: await readClipSamples(clip, { folder, openAac: this.#openAac }) } : {};
    const options: TrainerOptions = resume
      ? { network, seed, resume, ...samples }
      : { network, seed, method, batch, learningRate, momentum, examples, data, ...samples };
    return await this.#begin(options, { id, folder, until: { untilDb, epochs }, paused });
  }

  async #begin(options: TrainerOptions, { id, folder, until, paused }: Begin): Promise<TrainingPlan> {
    this.#run?.dispose();
    this.#run = null;
    const trainer = asked(() => new Trainer(this.#tensorflow, options));
    const run = await TrainingRun.open({
      id,
      trainer,
      folder: new RunFolder(folder),
      until,
      paused,
      backend: this.#tensorflow.info,
      onRefusal: (error) => this.#refuse(error),
      onProblem: (text) => this.#send({ type: 'log', level: 'warning', text }),
      onRestart: (times) => this.#tellRestart(times)
    });
    this.#run = run;
    this.#reporter.begin(run);
    this.#refused = false;
    this.#announce({ phase: paused ? 'paused' : 'training', run: id, plan: run.plan });
    this.#training = this.#train(run);
    return run.plan;
  }

  async #train(run: TrainingRun): Promise<void> {
    try {
      const end = await run.train(async () => {
        this.#reporter.stepped(run);
        await this.#show(run, 'now');
      });
      this.#reporter.ended(run, end);
      await this.#show(run, 'best');
      this.#announce({ phase: 'idle', last: { run: run.id, end } });
    } catch (error) {
      this.#reporter.ended(run, 'failed');
      await this.#show(run, 'best');
      this.#announce({ phase: 'failed', run: run.id, reason: explain(error).message });
    }
  }

  async #show(run: TrainingRun, which: 'now' | 'best'): Promise<void> {
    if (!run.isShown) return;
    if (which === 'now') await this.#weights.offer(run.moment('now'));
    else await this.#weights.finish(run.moment('best'));
  }

  #hold(held: boolean): null {
    const run = this.#underWay();
    if (held) run.gate.hold();
    else run.gate.release();
    this.#reporter.held(run);
    this.#announce({ phase: held ? 'paused' : 'training', run: run.id, plan: run.plan });
    return null;
  }

  #underWay(): TrainingRun {
    if (!this.#run || !isUnderWay(this.#state)) throw new AppError('refused', 'No training run is under way.');
    return this.#run;
  }

  #requireIdle(): void {
    const { phase } = this.#state;
    if (phase !== 'idle' && phase !== 'failed') {
      throw new AppError('busy', 'A training run is under way. Stop it first.');
    }
  }

  #tellRestart(times: number): void {
    const text = `The run was stuck, and begins anew with other start weights: restart ${times} of at most ${MOST_RESTARTS}.`;
    this.#send({ type: 'notice', notice: { level: 'info', text } });
  }

  /** The disk refuses: the run goes on, and the person reads why once. */
  #refuse(error: unknown): void {
    const { message } = explain(error);
    this.#send({ type: 'log', level: 'warning', text: message });
    if (this.#refused) return;
    this.#refused = true;
    const text = `${message} The run goes on, but what it came to since is not on disk.`;
    this.#send({ type: 'notice', notice: { level: 'error', text } });
  }

  #announce(state: TrainingState): void {
    this.#state = state;
    this.#reporter.page?.push({ type: 'training-state', state });
    this.#send({ type: 'training-state', state });
  }
}

interface Begin {
  readonly id: string;
  readonly folder: string;
  readonly until: Until;
  readonly paused: boolean;
}

function isUnderWay({ phase }: TrainingState): boolean {
  return phase === 'training' || phase === 'paused';
}

/** What a person asked for may be impossible: that is no defect of the app. */
function asked<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError('refused', `This cannot be trained: ${error.message}.`, { cause: error });
  }
}
