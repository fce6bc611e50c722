import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { DEFAULT_SETTINGS, settingsSchema } from '@contract/schemas';
import { MAX_RECENTS } from '../library/recents';

const path = z.string().min(1).max(4096).refine(isAbsolute, 'a path must be absolute');
const pixels = z.number().int().min(-100_000).max(100_000);
const size = z.number().int().min(1).max(100_000);

/** What the app remembers from one start to the next. */
export const stateSchema = z.strictObject({
  version: z.literal(1),
  settings: settingsSchema,
  window: z.strictObject({ x: pixels, y: pixels, width: size, height: size, maximized: z.boolean() }).nullable(),
  /** The clip that was open, or null for the sample. */
  clip: path.nullable(),
  /** The checkpoint in use, or null for the bundled one. */
  checkpoint: path.nullable(),
  /** The run whose best weights lead from spectrograms back to sound, or null for the exact inverse. */
  inverse: z.uuid().nullable().default(null),
  recentClips: z.array(path).max(MAX_RECENTS).readonly(),
  recentCheckpoints: z.array(path).max(MAX_RECENTS).readonly()
});
export type AppState = Readonly<z.infer<typeof stateSchema>>;

export const INITIAL_STATE: AppState = {
  version: 1,
  settings: DEFAULT_SETTINGS,
  window: null,
  clip: null,
  checkpoint: null,
  inverse: null,
  recentClips: [],
  recentCheckpoints: []
};

/** @throws Error whose message says in one line where the value is wrong and how */
export function parseState(value: unknown): AppState {
  const parsed = stateSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new Error(`${where === '' ? 'content' : where}: ${issue?.message ?? 'not of the expected form'}`);
}
