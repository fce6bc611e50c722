import { UsageError } from './command';

/** Words of a command line, sorted. */
export interface Arguments {
  readonly files: readonly string[];
  /** Value of each option that was given, by its name without dashes. */
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Sorts words into files and options, `--name value` or `--name=value`; after `--` everything is a file.
 * @param known names of the options, without dashes; each takes one value
 * @throws UsageError
 */
export function parseArguments(words: readonly string[], known: readonly string[]): Arguments {
  const files: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      files.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('--')) {
      if (word.length > 1 && word.startsWith('-')) throw new UsageError(`there is no option ${word}`);
      files.push(word);
      continue;
    }
    const [, name = '', inline] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (!known.includes(name)) throw new UsageError(`there is no option --${name}`);
    if (options.has(name)) throw new UsageError(`--${name} is given twice`);
    const value = inline ?? words[(i += 1)];
    if (!value || (inline === undefined && value.startsWith('--'))) throw new UsageError(`--${name} needs a value`);
    options.set(name, value);
  }
  return { files, options };
}

/** @throws UsageError unless there is exactly one file */
export function oneFile({ files }: Arguments, what: string): string {
  const [file, second] = files;
  if (!file) throw new UsageError(`${what} is missing`);
  if (second !== undefined) throw new UsageError(`one ${what} at a time, and not also ${second}`);
  return file;
}

/** @throws UsageError where there is any file */
export function noFile({ files }: Arguments): void {
  if (files[0] !== undefined) throw new UsageError(`${files[0]} is not expected here`);
}

/** @throws UsageError where the option is missing */
export function requiredOption({ options }: Arguments, name: string): string {
  const value = options.get(name);
  if (value === undefined) throw new UsageError(`--${name} is missing`);
  return value;
}

/**
 * The number an option gives, undefined where it is not given.
 * @throws UsageError where it is none, or lies outside of the range
 */
export function numberOption(
  { options }: Arguments,
  name: string,
  { low, high, whole }: { readonly low: number; readonly high: number; readonly whole: boolean }
): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  const form = whole ? /^-?\d+$/ : /^-?\d+(\.\d+)?(e-?\d+)?$/i;
  const value = form.test(text) ? Number(text) : NaN;
  if (!(value >= low && value <= high)) {
    const kind = whole ? 'a whole number' : 'a number';
    throw new UsageError(`--${name} takes ${kind} from ${low} to ${high}, not ${text}`);
  }
  return value;
}
