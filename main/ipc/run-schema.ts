import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { BACKENDS, DATA_KINDS, METHOD_NAMES, NETWORK_NAMES } from '@contract';
import type { StoredRun } from '../library/runs';

const count = z.number().int().min(0);
const seconds = z.number().min(0);
const text = z.string().max(200);

const planSchema = z.strictObject({
  network: z.enum(NETWORK_NAMES),
  method: z.enum(METHOD_NAMES),
  seed: count.max(0xffffffff),
  batch: count.min(1),
  learningRate: z.number().positive(),
  momentum: z.number().min(0).lt(1),
  examples: count.min(1).nullable(),
  data: z.enum(DATA_KINDS),
  untilDb: z.number().nullable(),
  epochs: count.min(1).nullable()
});

const factsSchema = z.strictObject({
  step: count,
  epoch: count,
  snrDb: z.number().nullable(),
  seconds,
  msPerStep: seconds.nullable(),
  secondsTo60: seconds.nullable(),
  secondsTo120: seconds.nullable(),
  transformMs: seconds.nullable(),
  parameters: count,
  backend: z.enum(BACKENDS),
  tensorflowVersion: text
});

const clipSchema = z.strictObject({
  path: z.string().max(4096).refine(isAbsolute, 'a path must be absolute'),
  channel: z.union([z.literal('mix'), count.max(65_534)]),
  rate: z.union([z.literal('native'), count.min(1)])
});

const runSchema = z.strictObject({
  id: z.uuid(),
  name: z.string().min(1).max(120),
  notes: z.string().max(4000),
  createdAt: z.iso.datetime(),
  plan: planSchema,
  facts: factsSchema.nullable(),
  end: z.enum(['snr', 'epochs', 'plateau', 'diverged', 'stopped', 'failed']).nullable(),
  clip: clipSchema.nullable()
});

/** @throws ZodError where the value read from disk is no run */
export function parseRun(value: unknown): StoredRun {
  return runSchema.parse(value);
}
