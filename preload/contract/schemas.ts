import { z } from 'zod';
import { clipCommandSchemas, partSchema, signalSchema } from './clip-schemas';
import type { CommandName } from './commands';
import { inspectCallSchemas, inspectCommandSchemas } from './inspect-schemas';
import { ENGINE_ROLES } from './session';
import { settingsPatchSchema } from './settings-schemas';
import { EXPORT_FORMATS } from './training';
import { takeCommandSchemas } from './take-schemas';
import { seed, trainingChangeSchema, trainingChoiceSchema } from './training-schemas';
import { MAX_VALUES_PER_APPEND, SOUNDS } from './wire';
import { WAV_ENCODINGS } from './clips';

export type { SignalChoice } from './clip-schemas';
export { trainingChangeSchema, trainingChoiceSchema } from './training-schemas';
export type { TrainingChange, TrainingChoice } from './training-schemas';
export * from './settings-schemas';

/** Schemas of everything that arrives from outside: settings on disk, commands, calls. The page imports only their types. */

const nothing = z.undefined();
const index = z.strictObject({ index: z.number().int().min(0).max(99) });
const run = z.uuid();

/** A picture of 64 million pixels is no larger. */
const MAX_PICTURE_BYTES = 2 ** 25;

/** Argument schemas of every command, checked by the door in main. */
export const commandSchemas = {
  getSession: nothing,
  changeSettings: settingsPatchSchema,
  restoreSettings: nothing,
  chooseClip: nothing,
  openRecentClip: index,
  openSampleClip: nothing,
  ...takeCommandSchemas,
  ...clipCommandSchemas,
  ...inspectCommandSchemas,
  chooseCheckpoint: nothing,
  openRecentCheckpoint: index,
  useBundledNetwork: nothing,
  saveCheckpoint: z.strictObject({ as: z.boolean() }),
  /** Begins a run where none is under way. */
  startTraining: trainingChoiceSchema,
  pauseTraining: nothing,
  /** Goes on after a pause. */
  continueTraining: nothing,
  /** One step of a run that is paused. */
  stepTraining: nothing,
  changeTraining: trainingChangeSchema,
  stopTraining: nothing,
  /** The plan of the present or last run from its start, with its seed where `seed` is null. */
  restartTraining: z.strictObject({ seed: seed.nullable() }),

  /** Goes on exactly where a run that ended or was cut off stands. */
  continueRun: z.strictObject({ run }),
  /** Shows the best weights of a run. */
  useRun: z.strictObject({ run }),
  describeRun: z.strictObject({
    run,
    name: z.string().trim().min(1).max(120).optional(),
    notes: z.string().max(4000).optional()
  }),
  deleteRun: z.strictObject({ run }),
  /** Brings back the run deleted last. */
  undeleteRun: nothing,
  /** Points of a run's curve behind a step, at most `MAX_POINTS_PER_REPLY`, oldest first. */
  getCurve: z.strictObject({ run, afterStep: z.number().int().min(0) }),
  /** Saves a run's curve as CSV. */
  exportCurve: z.strictObject({ run }),
  /** Saves the weights in use, or the best of a run: as a checkpoint, for TensorFlow.js, or as NPY. */
  exportNetwork: z.strictObject({ run: run.nullable(), format: z.enum(EXPORT_FORMATS) }),
  /** Saves a PNG the page has drawn. */
  savePicture: z.strictObject({
    name: z.string().min(1).max(80),
    png: z.instanceof(Uint8Array).refine(({ length }) => length <= MAX_PICTURE_BYTES, 'the picture is too large')
  }),
  /** Saves what a spectrogram of the open clip sounds like, or the part of it between two times of the file, as WAV. */
  exportSound: z.strictObject({ sound: z.enum(SOUNDS), encoding: z.enum(WAV_ENCODINGS), part: partSchema }),
  /** Asks for fresh ports to the engines; they arrive as `PORT_MESSAGE` window messages. */
  connectEngines: nothing,
  restartEngine: z.strictObject({ role: z.enum(ENGINE_ROLES) }),
  copyText: z.strictObject({ text: z.string().max(10_000) })
} as const satisfies Record<CommandName, z.ZodType>;

export type CommandArgs<N extends CommandName> = z.input<(typeof commandSchemas)[N]>;

const clip = z.string().min(1).max(64);
const channel = z.union([z.literal('mix'), z.number().int().min(0).max(65_534)]);
const rate = z.union([z.number().int().min(1).max(1_000_000), z.literal('native')]);
/** A year: no file lasts longer, and sample numbers stay exact. */
const seconds = z.number().min(0).max(31_536_000);
const source = { clip, channel, rate };
const peaks = {
  clip,
  channel,
  startSeconds: seconds,
  endSeconds: seconds,
  columns: z.number().int().min(1).max(8192)
};
const tile = { ...source, level: z.number().int().min(0).max(24), index: z.number().int().min(0) };

export const callSchema = z.discriminatedUnion('kind', [
  /** Axes of the whole clip on the network's grid. */
  z.strictObject({ kind: z.literal('describe'), ...source }),
  /** Largest reference magnitude of the whole clip; sends progress. */
  z.strictObject({ kind: z.literal('maximum'), ...source }),
  /** Minima and maxima for the waveform between two times of the file. */
  z.strictObject({ kind: z.literal('peaks'), ...peaks }),
  /** The same at once: of a long range from a part of its samples, unless all are known. */
  z.strictObject({ kind: z.literal('sketch-peaks'), ...peaks }),
  /** Columns `index * TILE_COLUMNS ...` of level `level`, where a column covers 2^level frames. */
  z.strictObject({ kind: z.literal('tile'), ...tile }),
  /** The same at once, from one frame of each column. */
  z.strictObject({ kind: z.literal('sketch-tile'), ...tile }),
  /** Accuracy of the network on the cells of a region: frames and bins from `start` (included) to `end` (excluded). */
  z.strictObject({
    kind: z.literal('measure'),
    ...source,
    startFrame: z.number().int().min(0),
    endFrame: z.number().int().min(1),
    startBin: z.number().int().min(0),
    endBin: z.number().int().min(1)
  }),
  /** Minima and maxima of a whole test signal that is not made yet. */
  z.strictObject({
    kind: z.literal('preview-signal'),
    signal: signalSchema,
    columns: z.number().int().min(1).max(8192)
  }),
  /** The next samples of a recording: one array a channel behind each other, from sample `start` of the take on. */
  z.strictObject({
    kind: z.literal('append-take'),
    clip,
    start: z.number().int().min(0),
    values: z
      .instanceof(Float32Array)
      .refine(({ length }) => length > 0 && length <= MAX_VALUES_PER_APPEND, 'the block is too large')
  }),
  /** Makes a spectrogram sound again; sends progress. */
  z.strictObject({ kind: z.literal('resynthesize'), ...source, of: z.enum(SOUNDS).exclude(['original']) }),
  /** A small matrix product on this engine's backend, with its relative error against float64. */
  z.strictObject({ kind: z.literal('probe') }),
  /** Points of the present or last training run behind a step, at most `MAX_POINTS_PER_REPLY`, oldest first (training engine). */
  z.strictObject({ kind: z.literal('history'), afterStep: z.number().int().min(0) }),
  /** What there is to train, and how. */
  z.strictObject({ kind: z.literal('catalogue') }),
  /** The experiment's test of the network in use. */
  z.strictObject({ kind: z.literal('four-tones') }),
  ...inspectCallSchemas
]);
export type Call = z.infer<typeof callSchema>;
export type CallKind = Call['kind'];
export type CallOf<K extends CallKind> = Extract<Call, { kind: K }>;

/** page -> engine */
export const requestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), job: z.number().int().min(1), call: callSchema }),
  z.strictObject({ type: z.literal('cancel'), job: z.number().int().min(1) })
]);
export type EngineRequest = z.infer<typeof requestSchema>;
