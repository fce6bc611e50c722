import type { Theme } from './sheet';

/** Colours that tests tell apart by one channel or two. */
export const TEST_THEME: Theme = {
  dark: false,
  text: '#000000',
  muted: '#000000',
  line: '#cccccc',
  surface: '#ffffff',
  network: '#ff0000',
  reference: '#00ffff',
  difference: '#ff00ff',
  real: '#0000ff',
  imaginary: '#00ff00'
};
