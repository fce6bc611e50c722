import type { Refusal } from '../learn/checkpoint/format';

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ENOENT: { reason: 'there is no such file or folder', help: 'check its place and name' },
  ENOTDIR: { reason: 'a part of its path is not a folder', help: 'check its place' },
  EISDIR: { reason: 'it is a folder', help: 'choose a file' },
  ENOTEMPTY: { reason: 'it is a folder', help: 'choose a file' },
  EEXIST: { reason: 'something else has that name', help: 'choose another name' },
  EACCES: { reason: 'this user may not use it', help: 'change its permissions or choose another folder' },
  EPERM: { reason: 'the system does not permit it', help: 'choose another folder' },
  EROFS: { reason: 'its disk is read-only', help: 'choose another folder' },
  ENOSPC: { reason: 'the disk is full', help: 'make room and try again' },
  EDQUOT: { reason: 'your disk quota is used up', help: 'make room and try again' },
  EFBIG: { reason: 'the system does not allow a file of that size', help: 'choose another disk' },
  ENAMETOOLONG: { reason: 'its name is too long', help: 'choose a shorter one' },
  EBUSY: { reason: 'another program uses it', help: 'close that program and try again' }
};

/** What a failed file operation means for the person. */
export function diskRefusal(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = code || (error instanceof Error ? error.message : String(error));
  return REFUSALS[code] ?? { reason: `the disk reports ${text}`, help: 'try again or choose another disk' };
}
