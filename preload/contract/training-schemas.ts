import { z } from 'zod';
import { METHOD_NAMES, NETWORK_NAMES } from './session';
import { DATA_KINDS } from './training';

/** Seed of a generator of random numbers. */
export const seed = z.number().int().min(0).max(0xffffffff);
const batch = z.number().int().min(1).max(65_536);
const learningRate = z.number().min(1e-12).max(1e6);

/** What a person asks of a run; what is absent is the network's recipe for the method. */
export const trainingChoiceSchema = z.strictObject({
  network: z.enum(NETWORK_NAMES),
  /** Seed of data and start weights. */
  seed,
  method: z.enum(METHOD_NAMES).optional(),
  batch: batch.optional(),
  learningRate: learningRate.optional(),
  momentum: z.number().min(0).lt(1).optional(),
  /** Examples of a fixed set, or null for fresh ones every step. */
  examples: z
    .number()
    .int()
    .min(1)
    .max(2 ** 19)
    .nullable()
    .optional(),
  data: z.enum(DATA_KINDS).optional(),
  /** null trains to the plateau. */
  untilDb: z.number().min(-200).max(400).nullable().optional(),
  epochs: z.number().int().min(1).max(1_000_000).nullable().optional()
});
export type TrainingChoice = z.infer<typeof trainingChoiceSchema>;

/** What may be changed while a run is under way; takes effect after the step under way. */
export const trainingChangeSchema = z.strictObject({
  method: z.enum(METHOD_NAMES).optional(),
  batch: batch.optional(),
  learningRate: learningRate.optional()
});
export type TrainingChange = z.infer<typeof trainingChangeSchema>;
