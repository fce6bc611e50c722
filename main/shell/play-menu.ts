import type { Item, PageItem } from './menu-items';

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
