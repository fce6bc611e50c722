import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Random } from '../../signal/random';
import { AudioError } from '../audio-error';
import { DecodingError } from '../decoders/sample-stream';
import { mutate } from './mutate';
import { TARGETS } from './targets';

/** `npm run fuzz` sets both. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 20_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
/** What one file may take. */
const LIMIT_MS = 2000;

it.each(TARGETS.map((target) => [target.name, target] as const))(
  `%s: changed files are decoded or refused, each within two seconds (seed ${SEED})`,
  async (_, { good, head, run, mend, share }) => {
    const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
    const random = new Random(SEED);
    const cases = Math.round(CASES * share);
    let opened = 0;
    try {
      for (let i = 0; i < cases; i++) {
        const bytes = mutate(good[i % good.length]!, random, head);
        if (random.uniform() < 0.8) mend?.(bytes);
        const begin = performance.now();
        const fail = (what: string, cause?: unknown): never => {
          throw new Error(`case ${i} ${what}: ${bytes.toString('hex')}`, { cause });
        };
        try {
          if (await run(bytes, folder)) opened++;
        } catch (error) {
          if (!(error instanceof AudioError) && !(error instanceof DecodingError)) fail('failed', error);
        }
        if (performance.now() - begin > LIMIT_MS) fail('took too long');
      }
      expect((await readdir(folder)).filter((name) => name !== 'fuzz')).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
    // Both ends happen, so the cases reach beyond the first check.
    expect(opened).toBeGreaterThan(cases / 10);
    expect(opened).toBeLessThan(cases);
  },
  CASES * 10 + 60_000
);
