import type { Attachment } from 'svelte/attachments';

/** Takes the focus into an element that opened, and gives it back when the element goes with it. */
export const holdFocus: Attachment<HTMLElement> = (element) => {
  const before = document.activeElement;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  return () => {
    element.removeAttribute('tabindex');
    const now = document.activeElement;
    // Elsewhere by now: the person has gone on.
    const held = now === null || now === document.body || element.contains(now);
    if (held && before instanceof HTMLElement && before.isConnected) before.focus();
  };
};
