import { flushSync, mount, unmount, type Component } from 'svelte';

const mounted: Record<string, unknown>[] = [];

/** Shows a component in the window of a test, until `clear`. */
export function show<P extends Record<string, unknown>>(component: Component<P>, props: P): void {
  mounted.push(mount(component, { target: document.body, props }));
  flushSync();
}

/** Takes away everything that is shown. */
export function clear(): void {
  for (const component of mounted.splice(0)) void unmount(component);
  document.body.replaceChildren();
}

/** @throws Error where there is no such element */
export function at<T extends HTMLElement>(testid: string): T {
  const element = document.querySelector<T>(`[data-testid="${testid}"]`);
  if (!element) throw new Error(`no ${testid}`);
  return element;
}

/** Types into a field and leaves it. */
export function type(testid: string, text: string): void {
  const field = at<HTMLInputElement>(testid);
  field.value = text;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}

/** All that is to be read. */
export function words(): string {
  return document.body.textContent.replace(/\s+/g, ' ');
}
