import type { MenuAction } from '@contract';
import type { Room } from '../state/layout.svelte';
import type { SliceCommand } from './inspect-actions';

export type KeyCommand =
  MenuAction | SliceCommand | 'seek-back' | 'seek-forward' | 'leap-back' | 'leap-forward' | 'clear-cursor';

/** Keys without modifiers; those with Ctrl are the menu's, in main. */
const KEYS: Readonly<Record<string, KeyCommand>> = {
  ' ': 'play',
  '1': 'focus-reference',
  '2': 'focus-network',
  '3': 'focus-difference',
  '[': 'floor-down',
  ']': 'floor-up',
  f: 'fit',
  d: 'difference-mode',
  l: 'loop',
  z: 'zoom-region',
  c: 'follow',
  ',': 'slower',
  '.': 'faster',
  o: 'hear-original',
  r: 'hear-reference',
  n: 'hear-network',
  e: 'hear-difference',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '?': 'shortcuts',
  Home: 'seek-start',
  End: 'seek-end',
  ArrowLeft: 'seek-back',
  ArrowRight: 'seek-forward',
  Escape: 'clear-cursor'
};

const KEYS_WITH_SHIFT: Readonly<Record<string, KeyCommand>> = {
  ArrowLeft: 'leap-back',
  ArrowRight: 'leap-forward'
};

/** Where weights are looked at, besides. */
const KEYS_OF_INSPECT: Readonly<Record<string, KeyCommand>> = {
  '<': 'slice-back',
  '>': 'slice-forward',
  PageUp: 'slice-back',
  PageDown: 'slice-forward',
  p: 'play-slices'
};

export interface KeyPress {
  readonly key: string;
  readonly shiftKey?: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** B, which counts how long it is held. */
export function isFlicker({ key, ctrlKey, altKey, metaKey }: KeyPress): boolean {
  return key.toLowerCase() === 'b' && !ctrlKey && !altKey && !metaKey;
}

/** What a key means in a room of the window, or null. B is not here. */
export function commandOf(
  { key, shiftKey = false, ctrlKey, altKey, metaKey }: KeyPress,
  room: Room = 'listen'
): KeyCommand | null {
  if (ctrlKey || altKey || metaKey) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  const ofRoom = room === 'inspect' ? KEYS_OF_INSPECT[name] : undefined;
  const withShift = shiftKey ? KEYS_WITH_SHIFT[key] : undefined;
  return ofRoom ?? withShift ?? KEYS[name] ?? null;
}

/** What may be asked for while a dialog is open: another dialog, and what changes nothing on show behind it. */
const BEHIND_A_DIALOG: ReadonlySet<KeyCommand> = new Set([
  'shortcuts',
  'about',
  'compare',
  'four-tones',
  'pause-training',
  'stop-training',
  'copy-readout',
  'new-signal',
  'save-clip',
  'save-visible'
]);

export function worksBehindDialog(command: KeyCommand): boolean {
  return BEHIND_A_DIALOG.has(command);
}

/** Buttons inside leave Space to playing, also where the Tab key reached them. */
export const SPACE_PLAYS = 'data-space-plays';

/**
 * Whether a key belongs to the control that has the focus: what is typed, chosen or pressed there.
 * @param byKeyboard whether a key moved the focus there; Space presses no button that was clicked before
 */
export function isForControl(target: EventTarget | null, key: string, byKeyboard: boolean): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, [contenteditable], dialog, [role="menu"]')) return true;
  if (!target.closest('button, summary, a')) return false;
  return key === 'Enter' || (key === ' ' && byKeyboard && !target.closest(`[${SPACE_PLAYS}]`));
}

/** How far an arrow key moves the readout: frames across, bins up. */
export function cellStep({
  key,
  shiftKey
}: {
  key: string;
  shiftKey: boolean;
}): { frames: number; bins: number } | null {
  const by = shiftKey ? 10 : 1;
  switch (key) {
    case 'ArrowLeft':
      return { frames: -by, bins: 0 };
    case 'ArrowRight':
      return { frames: by, bins: 0 };
    case 'ArrowUp':
      return { frames: 0, bins: by };
    case 'ArrowDown':
      return { frames: 0, bins: -by };
    default:
      return null;
  }
}
