import { createInterface } from 'node:readline';
import { loadTensorFlow, probe, type TensorFlow } from '../tensorflow';
import { createDenseStep, createTwoProducts, createUpdate, createWholeDenseStep, type Repeated } from './dense-step';
import { hourThrough, type SpectrogramNetwork } from './inference';
import { trainingRun, type RunPlan } from './runs';

/**
 * What `npm run bench` measures of the app. Reads one JSON request a line, answers each by one JSON line, and keeps what
 * it made for the next of its kind.
 */
type Request =
  | { readonly what: 'backend' }
  | { readonly what: 'times'; readonly of: string; readonly count: number }
  | { readonly what: 'run'; readonly plan: RunPlan }
  | { readonly what: 'hour'; readonly network: SpectrogramNetwork; readonly rounds: number };

const MAKE: Readonly<Record<string, (tensorflow: TensorFlow) => Repeated>> = {
  'dense step': createDenseStep,
  'whole dense step': createWholeDenseStep,
  'two products': createTwoProducts,
  update: createUpdate
};

async function serve(): Promise<void> {
  const tensorflow = await loadTensorFlow();
  const made = new Map<string, Repeated>();
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(answer(tensorflow, made, JSON.parse(line) as Request))}\n`);
  }
}

function answer(tensorflow: TensorFlow, made: Map<string, Repeated>, request: Request): unknown {
  switch (request.what) {
    case 'backend':
      return probe(tensorflow);
    case 'times': {
      const repeated = made.get(request.of) ?? MAKE[request.of]?.(tensorflow);
      if (!repeated) throw new Error(`there is nothing called ${request.of}`);
      made.set(request.of, repeated);
      return timesOf(repeated, request.count);
    }
    case 'run':
      return trainingRun(tensorflow, request.plan);
    case 'hour':
      return hourThrough(tensorflow, request.network, request.rounds);
  }
}

/** Milliseconds of every call. */
function timesOf(repeated: Repeated, count: number): number[] {
  return Array.from({ length: count }, () => {
    const start = performance.now();
    repeated();
    return performance.now() - start;
  });
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
