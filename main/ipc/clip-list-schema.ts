import { isAbsolute } from 'node:path';
import { CLIP_ORIGINS, LONGEST_CLIP_NAME, MOST_CLIPS } from '@contract';
import { z } from 'zod';

const entrySchema = z.strictObject({
  id: z.uuid(),
  path: z.string().min(1).max(4096).refine(isAbsolute, 'a path must be absolute'),
  /** What a person calls it. */
  name: z.string().min(1).max(LONGEST_CLIP_NAME),
  origin: z.enum(CLIP_ORIGINS),
  /** null where it was never opened. */
  facts: z
    .strictObject({
      rate: z.number().positive(),
      channels: z.number().int().positive(),
      seconds: z.number().min(0),
      encoding: z.string().max(120)
    })
    .nullable()
});

/** What is kept of the list of clips from one start to the next. */
export const clipListSchema = z.strictObject({
  version: z.literal(1),
  entries: z.array(entrySchema).max(MOST_CLIPS).readonly()
});
export type ClipListEntry = Readonly<z.infer<typeof entrySchema>>;
export type ClipListState = Readonly<z.infer<typeof clipListSchema>>;

export const INITIAL_CLIP_LIST: ClipListState = { version: 1, entries: [] };

/** @throws Error where the value is no list of clips */
export function parseClipList(value: unknown): ClipListState {
  return clipListSchema.parse(value);
}
