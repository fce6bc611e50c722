import { z } from 'zod';
import { LONGEST_CLIP_NAME, SIGNAL_LIMITS, WAV_ENCODINGS } from './clips';

const within = ([low, high]: readonly [number, number]): z.ZodNumber => z.number().min(low).max(high);
const hz = z
  .number()
  .min(0)
  .max(SIGNAL_LIMITS.rate[1] / 2);
const rate = within(SIGNAL_LIMITS.rate).int();
const length = { rate, seconds: within(SIGNAL_LIMITS.seconds) };
const levelDb = within(SIGNAL_LIMITS.peakDb);
const noise = { ...length, levelDb: within(SIGNAL_LIMITS.noiseDb), seed: within(SIGNAL_LIMITS.seed).int() };

/** A test signal and its parameters; what must fit together (a tone below half the rate) is checked where it is made. */
export const signalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sine'), hz, levelDb, ...length }),
  z.strictObject({ kind: z.literal('two-tones'), hz, apartHz: hz, levelDb, ...length }),
  z.strictObject({ kind: z.literal('sweep'), fromHz: hz, toHz: hz, levelDb, ...length }),
  /** The 2048 samples of the experiment. */
  z.strictObject({ kind: z.literal('four-tones'), levelDb, rate }),
  z.strictObject({
    kind: z.literal('impulse'),
    atSeconds: z.number().min(0).max(SIGNAL_LIMITS.seconds[1]),
    levelDb,
    ...length
  }),
  z.strictObject({ kind: z.literal('white-noise'), ...noise }),
  z.strictObject({ kind: z.literal('pink-noise'), ...noise }),
  z.strictObject({ kind: z.literal('silence'), ...length })
]);
export type SignalChoice = Readonly<z.infer<typeof signalSchema>>;

const entry = z.strictObject({ id: z.uuid() });
const seconds = z.number().min(0).max(31_536_000);

/** Times of the file; null for all of it. */
export const partSchema = z.strictObject({ startSeconds: seconds, endSeconds: seconds }).nullable();

/** Arguments of the commands about the list of clips. */
export const clipCommandSchemas = {
  /** Ends the opening under way; the clip before it stays. */
  cancelOpening: z.undefined(),
  openListedClip: entry,
  /** Changes the name in the list; the file keeps its own. */
  renameClip: entry.extend({ name: z.string().trim().min(1).max(LONGEST_CLIP_NAME) }),
  /** Takes an entry off the list; its file stays. */
  removeClip: entry,
  /** Brings back the entry removed last. */
  restoreClip: z.undefined(),
  /** Makes a test signal and opens it. */
  makeSignal: z.strictObject({ signal: signalSchema }),
  /** Saves the open clip, or the part of it between two times of the file, as WAV. */
  saveClip: z.strictObject({
    encoding: z.enum(WAV_ENCODINGS),
    part: partSchema
  }),
  /** Ends the saving under way; what was at that place before stays. */
  cancelSaving: z.undefined()
} as const;
