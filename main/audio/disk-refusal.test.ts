import { describe, expect, it } from 'vitest';
import { diskRefusal } from './disk-refusal';

const failed = (code: string): Error => Object.assign(new Error('system text'), { code });

describe('diskRefusal', () => {
  it('says what was missing: the file that was read, the folder of the one that was written', () => {
    expect(diskRefusal(failed('ENOENT')).reason).toBe('there is no such file or folder');
    expect(diskRefusal(failed('ENOENT'), 'read').reason).toBe('there is no such file');
    expect(diskRefusal(failed('ENOENT'), 'write').reason).toBe('its folder does not exist');
  });

  it('means the same by a full disk whatever was tried', () => {
    const full = { reason: 'the disk is full', help: 'make room and try again' };
    expect([undefined, 'read' as const, 'write' as const].map((p) => diskRefusal(failed('ENOSPC'), p))).toEqual([
      full,
      full,
      full
    ]);
  });

  it('hands on codes that it does not know, and errors without one', () => {
    expect(diskRefusal(failed('EIO'), 'read').reason).toBe('the disk reports EIO');
    expect(diskRefusal(new Error('odd')).reason).toBe('the disk reports odd');
    expect(diskRefusal('odder').reason).toBe('the disk reports odder');
  });
});
