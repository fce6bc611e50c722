import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWav } from '../audio/wav/write';
import { runProgram } from './program';

/** What a command did: exit code, lines of standard output and of standard error. */
export interface Ran {
  readonly code: number;
  readonly out: string[];
  readonly errors: string[];
}

/** Runs a command line in this process. */
export async function run(words: readonly string[], signal = new AbortController().signal): Promise<Ran> {
  const out: string[] = [];
  const errors: string[] = [];
  const console = { out: (line: string) => void out.push(line), complain: (line: string) => void errors.push(line) };
  return { code: await runProgram(words, { console, signal }), out, errors };
}

/**
 * Exit code and the one line that a failed command says.
 * @throws Error where it says something else
 */
export async function complaint(...words: string[]): Promise<string> {
  const { code, out, errors } = await run(words);
  const [line = ''] = errors;
  if (out.length > 0 || errors.length !== 1 || line.includes('\n')) {
    throw new Error(`${words.join(' ')} said ${JSON.stringify({ out, errors })}`);
  }
  return `${code} ${line}`;
}

/** A folder of its own, and paths in it; the caller removes it. */
export interface Folder {
  at(...parts: string[]): string;
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<Folder> {
  const folder = await mkdtemp(join(tmpdir(), 'command-'));
  return { at: (...parts) => join(folder, ...parts), remove: () => rm(folder, { recursive: true }) };
}

/** Writes samples exactly, as float 32 bit. */
export async function wav(path: string, samples: Float64Array, rate = 8000): Promise<string> {
  await writeWav(path, { rate, channels: [samples], encoding: 'float32' });
  return path;
}
