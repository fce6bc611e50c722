import { describe, expect, it } from 'vitest';
import { handlePath } from './play-handle';

describe('handlePath', () => {
  it('is a triangle about its tip', () => {
    expect(handlePath(50, 100)).toBe('M45 0.5H55L50 7Z');
  });

  it('is whole at either end, with its tip on the position', () => {
    expect(handlePath(0, 100)).toBe('M0.5 0.5H10.5L0 7Z');
    expect(handlePath(3, 100)).toBe('M0.5 0.5H10.5L3 7Z');
    expect(handlePath(100, 100)).toBe('M89.5 0.5H99.5L100 7Z');
  });
});
