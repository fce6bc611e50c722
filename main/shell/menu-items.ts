import type { MenuItemConstructorOptions } from 'electron';
import type { MenuAction, RecentEntry } from '@contract';

export type Item = MenuItemConstructorOptions;

/** An item that the page carries out. */
export type PageItem = (label: string, action: MenuAction, key?: string) => Item;

export const LINE: Item = { type: 'separator' };

/** Files that were open lately; those that are gone are greyed. */
export function recentMenu(
  label: string,
  entries: readonly RecentEntry[],
  open: (index: number) => void,
  disabled = false
): Item {
  const submenu = entries.map(({ name, present }, index): Item => ({
    label: name.replace(/&/g, '&&'),
    enabled: present && !disabled,
    click: () => open(index)
  }));
  return { label, enabled: entries.length > 0, submenu };
}

/** One of several choices, ticked where it is the one in force. */
export function radio(label: string, checked: boolean, click: () => void): Item {
  return { label, type: 'radio', checked, click };
}
