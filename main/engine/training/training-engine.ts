import { AppError, MAX_POINTS_PER_REPLY, type HealthMessage, type TrainingPoint, type TrainingState } from '@contract';
import { probe, type TensorFlow } from '../../learn/tensorflow';
import { train, Trainer } from '../../learn/trainer';
import type { OrderHandlers } from '../control-port';
import { explain } from '../explain';
import { PagePort } from '../page-port';
import type { Port } from '../port';
import { WeightsSender } from './weights-sender';

/** Points are sent together, at most this often. */
const POINTS_INTERVAL_MS = 50;

/** The network whose weights are small enough to be sent with every step. */
const SHOWN_NETWORK = 'shared-frame';

interface Run {
  readonly id: string;
  readonly trainer: Trainer;
  readonly stop: AbortController;
}

/** Trains one network at a time; the curve and the weights of the last run stay until the next one starts. */
export class TrainingEngine {
  readonly #tensorflow: TensorFlow;
  readonly #send: (message: HealthMessage) => void;
  readonly #weights = new WeightsSender();
  #points: TrainingPoint[] = [];
  #sent = 0;
  #sentAt = 0;
  #state: TrainingState = { phase: 'idle' };
  #run: Run | null = null;
  #page: PagePort | null = null;

  constructor(tensorflow: TensorFlow, send: (message: HealthMessage) => void) {
    this.#tensorflow = tensorflow;
    this.#send = send;
  }

  get orders(): OrderHandlers {
    return {
      'start-training': ({ run: id, network, seed }) => {
        if (this.#state.phase === 'training' || this.#state.phase === 'stopping') {
          throw new AppError('busy', 'A training run is under way. Stop it first.');
        }
        if (network !== SHOWN_NETWORK) {
          throw new AppError('refused', `This window trains ${SHOWN_NETWORK}. Train ${network} with npm run learn.`);
        }
        this.#run?.trainer.dispose();
        const run: Run = { id, trainer: new Trainer(this.#tensorflow, { network, seed }), stop: new AbortController() };
        this.#run = run;
        this.#points = [];
        this.#sent = 0;
        this.#announce({ phase: 'training', run: id, network, seed });
        void this.#train(run);
        return null;
      },
      'stop-training': () => {
        if (this.#run && this.#state.phase === 'training') {
          this.#announce({ phase: 'stopping', run: this.#run.id });
          this.#run.stop.abort();
        }
        return null;
      }
    };
  }

  /** One page at a time; it asks for the points it missed with the call `history`. */
  servePage(port: Port): void {
    this.#page?.close();
    this.#page = new PagePort({
      port,
      explain,
      log: (text) => this.#send({ type: 'log', level: 'warning', text }),
      handlers: {
        history: ({ afterStep }) => ({
          points: this.#points.filter(({ step }) => step > afterStep).slice(0, MAX_POINTS_PER_REPLY)
        }),
        probe: () => probe(this.#tensorflow)
      }
    });
    this.#page.push({ type: 'training-state', state: this.#state });
  }

  /** A new analysis engine gets the weights of the run at once. */
  sendWeights(port: Port): void {
    this.#weights.connect(port);
    if (this.#run?.trainer.steps) this.#weights.send(this.#run.trainer.checkpoint());
  }

  dispose(): void {
    this.#run?.stop.abort();
    this.#page?.close();
    this.#weights.dispose();
  }

  async #train(run: Run): Promise<void> {
    try {
      await train(run.trainer, {
        signal: run.stop.signal,
        onPoint: async (point) => {
          this.#points.push(point);
          this.#pushPoints(run.id);
          await this.#weights.sendAndWait(run.trainer.checkpoint());
        }
      });
      this.#pushPoints(run.id, true);
      this.#announce({ phase: 'idle' });
    } catch (error) {
      this.#pushPoints(run.id, true);
      this.#announce({ phase: 'failed', reason: explain(error).message });
    }
  }

  #pushPoints(run: string, always = false): void {
    const now = Date.now();
    if (!always && now - this.#sentAt < POINTS_INTERVAL_MS) return;
    this.#sentAt = now;
    this.#page?.push({ type: 'training', run, points: this.#points.slice(this.#sent) });
    this.#sent = this.#points.length;
  }

  #announce(state: TrainingState): void {
    this.#state = state;
    this.#page?.push({ type: 'training-state', state });
    this.#send({ type: 'training-state', state });
  }
}
