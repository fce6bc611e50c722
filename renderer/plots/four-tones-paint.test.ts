import { describe, expect, it } from 'vitest';
import { fieldBoxes } from './four-tones-paint';

describe('fieldBoxes', () => {
  it.each([1, 1.5, 2, 4])('gives every cell the same whole number of device pixels at scale %d', (scale) => {
    // Room for two device pixels a bin, and for eleven a frame.
    const sheet = { width: 964, height: 640, scale };
    const boxes = fieldBoxes(sheet, { frames: 33, bins: 129 }).flat();
    expect(boxes).toHaveLength(4);
    for (const { left, top, width, height } of boxes) {
      for (const pixels of [(width * scale) / 33, (height * scale) / 129, left * scale, top * scale])
        expect(Math.abs(pixels - Math.round(pixels))).toBeLessThan(1e-6);
      expect(left + width).toBeLessThan(sheet.width - 60);
      expect(top + height).toBeLessThan(sheet.height - 30);
    }
  });

  it('keeps the fields apart', () => {
    const [above, below] = fieldBoxes({ width: 900, height: 700, scale: 1 }, { frames: 33, bins: 129 });
    const [topLeft, topRight] = above ?? [];
    const [bottomLeft] = below ?? [];
    if (!topLeft || !topRight || !bottomLeft) throw new Error('a field is missing');
    expect(topRight.left).toBeGreaterThan(topLeft.left + topLeft.width + 40);
    expect(bottomLeft.top).toBeGreaterThan(topLeft.top + topLeft.height + 40);
  });

  it('uses all the room where whole device pixels would waste much of it', () => {
    const [[box] = []] = fieldBoxes({ width: 400, height: 200, scale: 1 }, { frames: 33, bins: 129 });
    expect(box?.height).toBe(40);
    const [[wide] = []] = fieldBoxes({ width: 900, height: 540, scale: 1 }, { frames: 33, bins: 129 });
    expect(wide?.height).toBe(210);
  });
});
