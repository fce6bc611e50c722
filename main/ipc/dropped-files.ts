import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { hasSoundExtension } from './sound-extensions';

const schema = z.array(z.string().min(1).max(4096).refine(isAbsolute)).min(1).max(50);

/**
 * The files to open of those a person dropped or pasted: the sounds among them, else the first, whose content may yet be
 * one. Null where they are not file paths.
 */
export function droppedFiles(paths: unknown): readonly string[] | null {
  const parsed = schema.safeParse(paths);
  if (!parsed.success) return null;
  const sounds = parsed.data.filter(hasSoundExtension);
  return sounds.length > 0 ? sounds : parsed.data.slice(0, 1);
}
