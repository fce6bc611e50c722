import { describe, expect, it } from 'vitest';
import { crisp, cutTo, pictureOf } from './sheet';
import { TEST_THEME } from './test-theme';

describe('crisp', () => {
  it('is the middle of a device pixel at every scale', () => {
    expect([0, 0.4, 3, 3.99].map((at) => crisp({ scale: 1 }, at))).toEqual([0.5, 0.5, 3.5, 3.5]);
    expect([0, 0.5, 3.2].map((at) => crisp({ scale: 2 }, at))).toEqual([0.25, 0.75, 3.25]);
  });
});

describe('cutTo', () => {
  const letters = (text: string): number => text.length;

  it('leaves alone what fits', () => expect(cutTo('dense', 5, letters)).toBe('dense'));

  it('ends with an ellipsis and no blank before it', () => {
    expect(cutTo('dense by least squares', 10, letters)).toBe('dense by…');
    expect(cutTo('dense', 1, letters)).toBe('…');
  });
});

describe('pictureOf', () => {
  it.each([0, -1, 9, NaN])('refuses a scale of %d', async (scale) => {
    const drawn = pictureOf({ width: 10, height: 10, scale, theme: TEST_THEME }, () => undefined);
    await expect(drawn).rejects.toThrow(`A picture is drawn at up to 8 times its size, not ${scale} times.`);
  });
});
