import type { MenuItemConstructorOptions } from 'electron';
import type { MenuAction } from '@contract';

type Item = MenuItemConstructorOptions;

/** An item that the page carries out. */
export type PageItem = (label: string, action: MenuAction, key?: string) => Item;

/** Formats in which what is heard is saved. */
export function exportItems(page: PageItem): Item[] {
  return [
    page('16-Bit WAV…', 'export-pcm16'),
    page('24-Bit WAV…', 'export-pcm24'),
    page('32-Bit Float WAV…', 'export-float32')
  ];
}

/** How the clip is played. */
export function playItems(page: PageItem): Item[] {
  const sounds = [
    page('Original', 'hear-original', 'O'),
    page('Reference', 'hear-reference', 'R'),
    page('Network', 'hear-network', 'N'),
    page('Difference, Amplified', 'hear-difference', 'E')
  ];
  return [
    page('Loop', 'loop', 'L'),
    page('Zoom to the Region', 'zoom-region', 'Z'),
    page('Follow the Cursor', 'follow', 'C'),
    { type: 'separator' },
    page('Slower', 'slower', ','),
    page('Faster', 'faster', '.'),
    { type: 'separator' },
    { label: 'Source', submenu: sounds }
  ];
}
