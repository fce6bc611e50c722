import { describe, expect, it } from 'vitest';
import type { Recurrence } from '@contract';
import { describeNumber, largestModulus, nearestNumber, PlaneScales, reachOf } from './plane-scene';
import { eigenvalueTable, impulseScene, memoryWords } from './recurrence-figure';

const scene = { learned: Float64Array.of(0, 0.5, -0.3, 0), ideal: new Float64Array(4), near: false };

describe('the plane', () => {
  const scales = new PlaneScales(scene, { width: 500, height: 400 });

  it('is a square with the unit circle, and as much as a larger number takes', () => {
    expect(scales.box.width).toBe(scales.box.height);
    expect(reachOf(scene)).toBeGreaterThan(1);
    expect(reachOf({ ...scene, learned: Float64Array.of(3, 0) })).toBeGreaterThan(3);
    expect(reachOf({ ...scene, near: true })).toBeCloseTo(0.54, 9);
    expect(reachOf({ ...scene, near: true, learned: new Float64Array(2) })).toBeGreaterThan(0);
  });

  it('has imaginary parts up', () => {
    expect(scales.yOf(1)).toBeLessThan(scales.yOf(-1));
    expect(scales.xOf(1) - scales.xOf(0)).toBeCloseTo(scales.yOf(0) - scales.yOf(1), 9);
  });

  it('knows the number near the pointer', () => {
    const at = (re: number, im: number): number | null =>
      nearestNumber(scene, scales, { x: scales.xOf(re), y: scales.yOf(im), within: 16 });
    expect([at(0.01, 0.49), at(-0.31, 0), at(0.9, 0.9)]).toEqual([0, 1, null]);
  });

  it('tells a number by modulus and angle', () => {
    expect(describeNumber(scene, 0)).toBe('eigenvalue 1 of 2: modulus 0.5, angle 90.0°');
    expect(largestModulus(scene.learned)).toBe(0.5);
    expect(largestModulus(new Float64Array(0))).toBe(0);
  });
});

describe('the memory', () => {
  const recurrence: Recurrence = {
    revision: 1,
    eigenvalues: scene.learned,
    idealEigenvalues: scene.ideal,
    frames: 2,
    bins: 1,
    learned: Float32Array.of(1, 0.001),
    ideal: Float32Array.of(2, 0)
  };

  it('fades inside the unit circle and grows outside', () => {
    expect(memoryWords(recurrence)[0]).toContain('no part of it keeps more than 50 %');
    expect(memoryWords({ ...recurrence, eigenvalues: Float64Array.of(1.2, 0) })[0]).toContain('unstable');
  });

  it('answers an impulse in dB re the ideal maximum; nothing is nothing', () => {
    const { fields, valueWords } = impulseScene(recurrence);
    expect(fields.map(({ values }) => [...values].map((value) => valueWords(value)))).toEqual([
      ['−6.0 dB', '−66.0 dB'],
      ['0.0 dB', 'nothing']
    ]);
  });

  it('is saved as a table', () => {
    expect(eigenvalueTable(recurrence).split('\n')).toEqual([
      '"learned, real part","learned, imaginary part","ideal, real part","ideal, imaginary part"',
      '0,0.5,0,0',
      '-0.3,0,0,0',
      ''
    ]);
  });
});
