import type { PixelSize } from './field-painter';

/**
 * Reports the size of an element in device pixels, now and after every change (of layout, zoom or screen).
 * Returns what ends that.
 */
export function watchDevicePixels(element: Element, onSize: (size: PixelSize) => void): () => void {
  const observer = new ResizeObserver(([entry]) => {
    const box = entry?.devicePixelContentBoxSize[0];
    if (box) onSize({ width: box.inlineSize, height: box.blockSize });
  });
  observer.observe(element, { box: 'device-pixel-content-box' });
  return () => observer.disconnect();
}

/** Calls `onChange` whenever the system turns from light to dark or back. Returns what ends that. */
export function watchTheme(onChange: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', onChange);
  return () => dark.removeEventListener('change', onChange);
}
