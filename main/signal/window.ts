/**
 * A taper in its periodic form (one period of length `length`, end point left out): Hann `0.5 - 0.5 cos(2 pi n / N)`,
 * Hamming `0.54 - 0.46 cos(2 pi n / N)`; equals SciPy's `get_window(name, N)`.
 */
export function periodicWindow(name: 'hann' | 'hamming', length: number): Float64Array {
  const offset = name === 'hann' ? 0.5 : 0.54;
  return Float64Array.from({ length }, (_, n) => offset - (1 - offset) * Math.cos((2 * Math.PI * n) / length));
}
