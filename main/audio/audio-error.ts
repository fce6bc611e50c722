import type { Refusal } from './refusal';

/** An audio file that cannot be read or written; the message is one line for the person. */
export class AudioError extends Error {
  override readonly name = 'AudioError';

  /** @param message names the file, the reason, and what would help */
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
  }

  /** `Cannot open take.wav: it is empty; record it again.`, in one line whatever the file is called. */
  static opening(name: string, { reason, help }: Refusal, cause?: Error): AudioError {
    return new AudioError(`Cannot open ${inOneLine(name)}: ${reason}; ${help}.`, cause && { cause });
  }
}

/** A file name without the control characters it may hold. */
export function inOneLine(name: string): string {
  return name.replace(/\p{Cc}/gu, '?');
}
