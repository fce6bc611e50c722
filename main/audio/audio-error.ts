/** An audio file that cannot be read or written; the message is one sentence for the person. */
export class AudioError extends Error {
  override readonly name = 'AudioError';

  /** @param message names the file, the reason, and what would help */
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
  }

  /** `Cannot open take.wav: it is empty; record it again.`, in one line whatever the file is called. */
  static opening(name: string, reason: string, help: string): AudioError {
    return new AudioError(`Cannot open ${inOneLine(name)}: ${reason}; ${help}.`);
  }
}

/** A file name without the control characters it may hold. */
export function inOneLine(name: string): string {
  return name.replace(/\p{Cc}/gu, '?');
}

/** What a failed file operation means, by its system code, and what would help. */
export function diskReason(error: unknown, purpose: 'read' | 'write' = 'read'): { reason: string; help: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return purpose === 'read'
        ? { reason: 'there is no such file', help: 'check that it was not moved or renamed' }
        : { reason: 'its folder does not exist', help: 'choose another folder' };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { reason: `this user may not ${purpose} it`, help: 'change its permissions or choose another folder' };
    case 'EISDIR':
      return {
        reason: 'it is a folder',
        help: purpose === 'read' ? 'choose a WAV file inside it' : 'choose another name'
      };
    case 'ENAMETOOLONG':
      return { reason: 'its name is too long', help: 'choose a shorter one' };
    case 'ENOSPC':
      return { reason: 'the disk is full', help: 'free some space or choose another disk' };
    case 'EBADF':
      return { reason: 'it was closed meanwhile', help: 'open it again' };
    default:
      return {
        reason: `the disk reports ${code || (error instanceof Error ? error.message : String(error))}`,
        help: 'try again or use another disk'
      };
  }
}
