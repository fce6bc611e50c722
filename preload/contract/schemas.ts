import { z } from 'zod';
import type { CommandName } from './commands';
import { COLOUR_MAPS, ENGINE_ROLES, NETWORK_NAMES, RATE_CHOICES } from './session';
import { MAX_SAMPLES_PER_REPLY } from './wire';

/** Schemas of everything that arrives from outside: settings on disk, commands, calls. The page imports only their types. */

const decibels = z.number().min(-200).max(60);
const ordered = (range: readonly [number, number]): boolean => range[0] < range[1];

/** Displayed floor and ceiling in dB; the floor lies below the ceiling. */
export const rangeSchema = z.tuple([decibels, decibels]).refine(ordered, 'the floor must lie below the ceiling');

export const settingsSchema = z.strictObject({
  /** Analysis rate in Hz, or the file's own. */
  rate: z.union([z.literal(RATE_CHOICES), z.literal('native')]).default(8000),
  /** Mean of all channels, or one channel counted from 0. */
  channel: z.union([z.literal('mix'), z.number().int().min(0).max(65534)]).default('mix'),
  /** dB re the reference maximum, for reference and network. */
  range: rangeSchema.default([-100, 0]),
  /** dB re the reference maximum, for the magnitude of the complex difference. */
  errorRange: rangeSchema.default([-140, -40]),
  /** Half-width in dB of the signed level ratio. */
  ratioRange: z.number().min(0.1).max(60).default(6),
  difference: z.enum(['error', 'ratio']).default('error'),
  colourMap: z.enum(COLOUR_MAPS).default('magma'),
  panelOpen: z.boolean().default(true),
  volume: z.number().min(0).max(1).default(1)
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export const settingsPatchSchema = z.strictObject({
  rate: settingsSchema.shape.rate.unwrap().optional(),
  channel: settingsSchema.shape.channel.unwrap().optional(),
  range: rangeSchema.optional(),
  errorRange: rangeSchema.optional(),
  ratioRange: settingsSchema.shape.ratioRange.unwrap().optional(),
  difference: settingsSchema.shape.difference.unwrap().optional(),
  colourMap: settingsSchema.shape.colourMap.unwrap().optional(),
  panelOpen: z.boolean().optional(),
  volume: settingsSchema.shape.volume.unwrap().optional()
});
export type SettingsPatch = Readonly<z.infer<typeof settingsPatchSchema>>;
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

const nothing = z.undefined();
const index = z.strictObject({ index: z.number().int().min(0).max(99) });

/** Argument schemas of every command, checked by the door in main. */
export const commandSchemas = {
  getSession: nothing,
  changeSettings: settingsPatchSchema,
  restoreSettings: nothing,
  chooseClip: nothing,
  openRecentClip: index,
  openSampleClip: nothing,
  chooseCheckpoint: nothing,
  openRecentCheckpoint: index,
  useBundledNetwork: nothing,
  saveCheckpoint: z.strictObject({ as: z.boolean() }),
  startTraining: z.strictObject({
    network: z.enum(NETWORK_NAMES),
    /** Seed of data and start weights. */
    seed: z.number().int().min(0).max(0xffffffff)
  }),
  stopTraining: nothing,
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

export const callSchema = z.discriminatedUnion('kind', [
  /** Axes of the whole clip on the network's grid. */
  z.strictObject({ kind: z.literal('describe'), ...source }),
  /** Largest reference magnitude of the whole clip; sends progress. */
  z.strictObject({ kind: z.literal('maximum'), ...source }),
  /** Minima and maxima for the waveform between two times of the file. */
  z.strictObject({
    kind: z.literal('peaks'),
    clip,
    channel,
    startSeconds: seconds,
    endSeconds: seconds,
    columns: z.number().int().min(1).max(8192)
  }),
  /** Columns `index * TILE_COLUMNS ...` of level `level`, where a column covers 2^level frames. */
  z.strictObject({
    kind: z.literal('tile'),
    ...source,
    level: z.number().int().min(0).max(24),
    index: z.number().int().min(0)
  }),
  /** Accuracy of the network on the cells of a region: frames and bins from `start` (included) to `end` (excluded). */
  z.strictObject({
    kind: z.literal('measure'),
    ...source,
    startFrame: z.number().int().min(0),
    endFrame: z.number().int().min(1),
    startBin: z.number().int().min(0),
    endBin: z.number().int().min(1)
  }),
  /** Samples of the file for playing, at the file's rate: one or two channels, planar; more channels are mixed. */
  z.strictObject({
    kind: z.literal('samples'),
    clip,
    start: z.number().int().min(0),
    count: z.number().int().min(1).max(MAX_SAMPLES_PER_REPLY)
  }),
  /** A small matrix product on this engine's backend, with its relative error against float64. */
  z.strictObject({ kind: z.literal('probe') }),
  /** Points of the present or last training run behind a step, at most `MAX_POINTS_PER_REPLY`, oldest first (training engine). */
  z.strictObject({ kind: z.literal('history'), afterStep: z.number().int().min(0) })
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
