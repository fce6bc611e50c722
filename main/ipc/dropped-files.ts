import { isAbsolute } from 'node:path';
import { z } from 'zod';

const schema = z.array(z.string().min(1).max(4096).refine(isAbsolute)).min(1).max(50);

/** The file to open of those a person dropped: the first WAV among them, else the first. Null where they are not file paths. */
export function droppedFile(paths: unknown): string | null {
  const parsed = schema.safeParse(paths);
  if (!parsed.success) return null;
  return parsed.data.find((path) => /\.wave?$/i.test(path)) ?? parsed.data[0] ?? null;
}
