import { z } from 'zod';
import { MAX_ROWS_PER_RESPONSE, PRECISIONS, WEIGHT_READINGS } from './inspect';

const map = z.string().min(1).max(40);
const place = z.number().int().min(0).max(1_000_000);
const end = z.number().int().min(1).max(1_000_000);
const slice = z.number().int().min(0).max(1000);
const run = z.uuid();
const step = z.number().int().min(0);

export const experimentSchema = z.strictObject({
  pruning: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('threshold'), below: z.number().min(0).max(1e6) }),
    z.strictObject({ kind: z.literal('bands') })
  ]),
  precision: z.enum(PRECISIONS)
});

/** Calls about the weights that are looked at (analysis engine). */
export const inspectCallSchemas = [
  z.strictObject({ kind: z.literal('inspected') }),
  /** Rows and columns of the whole axes from `start` (included) to `end` (excluded); `columnStep` columns make a cell. */
  z.strictObject({
    kind: z.literal('weight-block'),
    map,
    slice,
    reading: z.enum(WEIGHT_READINGS),
    startRow: place,
    endRow: end,
    startColumn: place,
    endColumn: end,
    columnStep: z.number().int().min(1).max(4096)
  }),
  /** Row `row` of every part. */
  z.strictObject({ kind: z.literal('weight-row'), map, slice, row: place }),
  /** Of `points` the engine takes one more than a power of two. */
  z.strictObject({
    kind: z.literal('weight-response'),
    map,
    slice,
    rows: z.array(place).min(1).max(MAX_ROWS_PER_RESPONSE),
    points: z.number().int().min(2).max(4097)
  }),
  z.strictObject({ kind: z.literal('weight-statistics') }),
  /** Of the recurrent network alone; `sample` of a hop is where the impulse is. */
  z.strictObject({ kind: z.literal('recurrence'), sample: place }),
  /** Looks at a moment of the history that main opened, and uses it where it makes a spectrogram. */
  z.strictObject({ kind: z.literal('show-moment'), run, step }),
  /** Rows kept of a moment whose weights need not be there. */
  z.strictObject({ kind: z.literal('chosen-rows'), run, step }),
  /** Looks at the network in use again, which is the run under way where there is one. */
  z.strictObject({ kind: z.literal('follow-network') }),
  /** Tries something on the weights looked at, as they were learned; null takes it back. */
  z.strictObject({ kind: z.literal('experiment'), experiment: experimentSchema.nullable() })
] as const;

/** Arguments of the commands about weights and what is drawn of them. */
export const inspectCommandSchemas = {
  /** Reads which moments of a run were kept, for `show-moment`. */
  openHistory: z.strictObject({ run }),
  /** Saves rows of a map as NPY, all of them where `rows` is null. */
  exportMap: z.strictObject({
    map,
    slice,
    reading: z.enum(WEIGHT_READINGS),
    rows: z.tuple([place, end]).nullable()
  }),
  /** Saves a table that the page has made. */
  saveTable: z.strictObject({
    name: z.string().min(1).max(80),
    csv: z
      .string()
      .min(1)
      .max(2 ** 23)
  })
} as const;
