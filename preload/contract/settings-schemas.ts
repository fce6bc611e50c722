import { z } from 'zod';
import { METHODS_OF } from './methods';
import { COLOUR_MAPS, METHOD_NAMES, NETWORK_NAMES, RATE_CHOICES, SPEEDS } from './session';

const decibels = z.number().min(-200).max(60);
const ordered = (range: readonly [number, number]): boolean => range[0] < range[1];

/** Displayed floor and ceiling in dB; the floor lies below the ceiling. */
export const rangeSchema = z.tuple([decibels, decibels]).refine(ordered, 'the floor must lie below the ceiling');

const nextRunSchema = z
  .strictObject({ network: z.enum(NETWORK_NAMES), method: z.enum(METHOD_NAMES) })
  .refine(({ network, method }) => METHODS_OF[network].includes(method), 'the network does not learn by this method');

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
  volume: z.number().min(0).max(1).default(1),
  /** Of playing; the pitch stays. */
  speed: z.literal(SPEEDS).default(1),
  /** Whether the view goes along with the playing position. */
  following: z.boolean().default(true),
  /** What the page knows the microphone by; empty for the system's own choice. */
  microphone: z.string().max(200).default(''),
  /** What the next run trains, and how. */
  nextRun: nextRunSchema.default({ network: 'shared-frame', method: 'sgd' }),
  /** Whether the line for a first start has done its work. */
  hintSeen: z.boolean().default(false)
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
  volume: settingsSchema.shape.volume.unwrap().optional(),
  speed: settingsSchema.shape.speed.unwrap().optional(),
  following: z.boolean().optional(),
  microphone: settingsSchema.shape.microphone.unwrap().optional(),
  nextRun: nextRunSchema.optional(),
  hintSeen: z.boolean().optional()
});
export type SettingsPatch = Readonly<z.infer<typeof settingsPatchSchema>>;
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
