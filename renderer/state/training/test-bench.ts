import { success, type Notice, type TrainingState } from '@contract';
import { SessionState } from '../session.svelte';
import { TrainingBench } from './bench.svelte';
import { engineOf, type TestEngine } from './test-engine';
import { mainOf, type Answers } from './test-main';
import { DENSE, DFT, SHARED } from './test-run';

export interface TestBench {
  readonly bench: TrainingBench;
  readonly session: SessionState;
  /** What main was asked. */
  readonly asked: ReturnType<typeof mainOf>['asked'];
  readonly shown: Notice[];
  readonly training: TestEngine;
  /** Main tells of a state. */
  readonly tell: (state: TrainingState) => void;
  readonly close: () => void;
}

/** A bench on real ports: an analysis engine with a catalogue, a training engine without a past, and main. */
export async function benchOf(answers: Answers = {}): Promise<TestBench> {
  const analysis = engineOf('analysis', () => ({ networks: [SHARED, DENSE, DFT] }));
  const training = engineOf('training', () => ({ run: null, points: [] }));
  const { link: main, asked } = mainOf({ getCurve: () => success({ points: [] }), ...answers });
  const session = new SessionState();
  const shown: Notice[] = [];
  const engines = { analysis: analysis.link, training: training.link };
  const bench = new TrainingBench({ main, engines, session, show: (notice) => shown.push(notice) });
  await analysis.connect();
  await training.connect();
  const tell = (state: TrainingState): void => {
    session.apply({ type: 'training', training: state });
    bench.follow(state);
  };
  const close = (): void => {
    bench.dispose();
    analysis.close();
    training.close();
  };
  return { bench, session, asked, shown, training, tell, close };
}
