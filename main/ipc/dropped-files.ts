import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { hasSoundExtension } from './sound-extensions';

const schema = z.array(z.string().min(1).max(4096).refine(isAbsolute)).min(1).max(50);

/** The file to open of those a person dropped: the first sound among them, else the first. Null where they are not file paths. */
export function droppedFile(paths: unknown): string | null {
  const parsed = schema.safeParse(paths);
  if (!parsed.success) return null;
  return parsed.data.find(hasSoundExtension) ?? parsed.data[0] ?? null;
}
