/** Where a command speaks. */
export interface Console {
  /** Results, for programs: standard output. */
  out(line: string): void;
  /** One line for the person: standard error. */
  complain(line: string): void;
}

/** What a command gets to do its work. */
export interface Context {
  readonly console: Console;
  /** Aborted when the person interrupts. */
  readonly signal: AbortSignal;
}

/** One command of this program. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name, `FILE.wav --out DIR`. */
  readonly synopsis: string;
  /** Option, with the name of its value, and what it does. */
  readonly options: readonly (readonly [string, string])[];
  /** @throws UsageError, CommandError, and the errors of the rooms it uses */
  run(words: readonly string[], context: Context): Promise<void>;
}

/** The words after a command make no sense; the message says what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command could not do its work; the message is one line that names the file. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
