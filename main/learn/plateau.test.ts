import { describe, expect, it } from 'vitest';
import { Plateau } from './plateau';

function after(...bests: number[]): boolean {
  const plateau = new Plateau();
  for (const best of bests) plateau.endEpoch(best);
  return plateau.reached;
}

describe('Plateau', () => {
  it('is reached where three epochs gained less than 0.1 dB above 120 dB', () => {
    expect(after(130, 130.02, 130.05, 130.09)).toBe(true);
    expect(after(100, 130, 130.02, 130.05, 130.09)).toBe(true);
  });

  it('is not reached while the best still rises, below 120 dB, or too early', () => {
    expect(after(130, 130.02, 130.05, 130.11)).toBe(false);
    expect(after(110, 110, 110, 110, 110)).toBe(false);
    expect(after(130, 130, 130)).toBe(false);
    expect(after()).toBe(false);
  });

  it('goes on from what it remembers', () => {
    const plateau = new Plateau([130, 130, 130]);
    expect(plateau.reached).toBe(false);
    plateau.endEpoch(130);
    expect(plateau.reached).toBe(true);
    expect(plateau.bests).toEqual([130, 130, 130, 130]);
  });
});
