import { describe, expect, it } from 'vitest';
import { plainAxes, sourceOf, tileOf, type GridValues } from './fixtures';
import { TileMemory } from './tile-memory';

const values: GridValues = { axes: plainAxes(4000, 2), maximumDb: 0, reference: (frame) => frame };
const levels = (layers: readonly { readonly level: number }[]): number[] => layers.map(({ level }) => level);

describe('TileMemory', () => {
  it('prefers the source, then the wanted level as it was, then coarser ones, then up to two finer ones, the nearest first', () => {
    const memory = new TileMemory();
    const source = sourceOf(values);
    memory.layers(source, 2);
    memory.remember([0, 1, 2, 3, 4, 5].map((level) => tileOf(values, level, 0)));
    expect(levels(memory.layers(source, 3))).toEqual([3, 3, 4, 5, 2, 1]);
    expect(levels(memory.layers(source, 9))).toEqual([9]);
  });

  it('asks the source once for a tile of the wanted level, and never for a stand-in', () => {
    const memory = new TileMemory();
    const source = sourceOf(values, () => false);
    memory.layers(source, 0);
    memory.remember([tileOf(values, 1, 0)]);
    const [wanted, standIn] = memory.layers(source, 0);
    expect([wanted?.tile(3), wanted?.tile(3), wanted?.tile(3)]).toEqual([undefined, undefined, undefined]);
    expect(standIn?.tile(0)?.level).toBe(1);
    expect(standIn?.tile(1)).toBeUndefined();
    expect(source.asked).toEqual(['0:3']);
  });

  it('replaces a tile by a fresher one', () => {
    const memory = new TileMemory();
    const source = sourceOf(values);
    memory.layers(source, 0);
    memory.remember([tileOf(values, 1, 0)]);
    memory.remember([{ ...tileOf(values, 1, 0), revision: 9 }]);
    expect(memory.layers(source, 0)[1]?.tile(0)?.revision).toBe(9);
  });

  it('forgets everything with another source', () => {
    const memory = new TileMemory();
    memory.layers(sourceOf(values), 0);
    memory.remember([tileOf(values, 1, 0)]);
    expect(levels(memory.layers(sourceOf(values), 0))).toEqual([0]);
  });

  it('keeps the latest 64 tiles', () => {
    const memory = new TileMemory();
    const source = sourceOf(values);
    memory.layers(source, 0);
    const tile = tileOf(values, 1, 0);
    for (let index = 0; index < 100; index++) memory.remember([{ ...tile, index }]);
    const kept = memory.layers(source, 0)[1];
    expect(kept?.tile(35)).toBeUndefined();
    expect(kept?.tile(36)?.index).toBe(36);
  });
});
