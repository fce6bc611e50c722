// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { Catalogue } from './catalogue.svelte';
import { PlanDraft } from './plan-draft.svelte';
import { engineOf } from './test-engine';
import { DENSE, DFT, PLAN, SHARED } from './test-run';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

async function setUp(): Promise<PlanDraft> {
  const engine = engineOf('analysis', (call) =>
    call.kind === 'catalogue' ? { networks: [SHARED, DENSE, DFT] } : null
  );
  const catalogue = new Catalogue(engine.link, () => undefined);
  ends.push(
    () => catalogue.dispose(),
    () => engine.close()
  );
  await engine.connect();
  return new PlanDraft(catalogue);
}

test('there is no plan before the catalogue', () => {
  const catalogue = new Catalogue(engineOf('analysis', () => null).link, () => undefined);
  ends.push(() => catalogue.dispose());
  const draft = new PlanDraft(catalogue);
  expect([draft.plan, draft.choice, draft.facts]).toEqual([null, null, null]);
});

test('the plan is the recipe of the network and its usual method', async () => {
  const draft = await setUp();
  draft.set('seed', 7);
  expect(draft.plan).toEqual(PLAN);
  draft.useNetwork('dense-stft');
  expect(draft.plan).toMatchObject({ method: 'amsgrad', batch: 256, examples: 15_000, epochs: 12, seed: 7 });
  expect(draft.end).toBe('epochs');
});

test('main is asked for every part; a momentum only where there is descent', async () => {
  const draft = await setUp();
  expect(draft.choice).toMatchObject({ momentum: 0, untilDb: null, epochs: null, data: 'noise' });
  draft.useNetwork('dense-stft');
  expect(draft.choice).not.toHaveProperty('momentum');
});

test('numbers differ from the recipe until they are reset, or the method is another', async () => {
  const draft = await setUp();
  expect(draft.set('batch', 512)).toBeNull();
  draft.set('learningRate', 0.5);
  expect([draft.differs('batch'), draft.differs('learningRate'), draft.differs('momentum')]).toEqual([
    true,
    true,
    false
  ]);
  draft.reset('batch');
  expect(draft.plan).toMatchObject({ batch: 2048, learningRate: 0.5 });
  draft.set('batch', 2048);
  expect(draft.differs('batch')).toBe(false);
  draft.useData('tones');
  draft.useMethod('amsgrad');
  expect(draft.plan).toMatchObject({ method: 'amsgrad', batch: 256, learningRate: 1e-3, data: 'tones' });
});

test('an impossible number is refused in words, and the plan stays', async () => {
  const draft = await setUp();
  expect(draft.set('batch', 0)).toBe('A whole number from 1 to 65,536.');
  expect(draft.set('seed', -1)).not.toBeNull();
  expect(draft.set('learningRate', NaN)).not.toBeNull();
  expect(draft.plan).toMatchObject({ batch: 2048, learningRate: 0.75 });
});

test('a run has one end', async () => {
  const draft = await setUp();
  expect(draft.end).toBe('plateau');
  draft.useEnd('snr');
  expect(draft.plan).toMatchObject({ untilDb: 120, epochs: null });
  draft.useEnd('epochs');
  draft.set('epochs', 3);
  expect(draft.plan).toMatchObject({ untilDb: null, epochs: 3 });
  expect(draft.differs('epochs')).toBe(true);
  draft.reset('epochs', 'untilDb');
  expect(draft.end).toBe('plateau');
});

test('a fixed set is the recipe’s own, or one of a good size', async () => {
  const draft = await setUp();
  draft.useFixedSet(true);
  expect(draft.plan?.examples).toBe(15_000);
  draft.useFixedSet(false);
  expect(draft.plan?.examples).toBeNull();
  draft.useMethod('least-squares');
  draft.useFixedSet(true);
  expect(draft.plan?.examples).toBe(16_384);
});

test('the plan of a run is taken over whole', async () => {
  const draft = await setUp();
  const plan = { ...PLAN, network: 'dense-stft', method: 'sgd', batch: 300, seed: 3, untilDb: 60 } as const;
  draft.adopt(plan);
  expect(draft.plan).toEqual(plan);
  expect([draft.differs('batch'), draft.differs('momentum'), draft.end]).toEqual([true, false, 'snr']);
});

test('a new seed is a whole number of 32 bits', async () => {
  const draft = await setUp();
  const seeds = Array.from({ length: 20 }, () => (draft.useNewSeed(), draft.plan?.seed ?? -1));
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  expect(new Set(seeds).size).toBeGreaterThan(15);
});
