// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { HOLD_MS, Layout, NARROW_PX } from './layout.svelte';
import { INFO_MS, Notices, READ_MS } from './notices.svelte';

test('the room is kept over a reload; one that is not known is not entered', () => {
  sessionStorage.clear();
  const layout = new Layout(sessionStorage);
  expect(layout.room).toBe('listen');
  layout.resize(NARROW_PX - 1);
  layout.toggleDrawer();
  layout.enter('train');
  expect([layout.room, layout.drawer]).toEqual(['train', false]);
  expect(new Layout(sessionStorage).room).toBe('train');
  sessionStorage.setItem('room', 'cellar');
  expect(new Layout(sessionStorage).room).toBe('listen');
});

test('a tap on B switches the picture, a hold shows it for as long', () => {
  const layout = new Layout(sessionStorage);
  layout.pressFlicker(1000);
  layout.pressFlicker(1040);
  layout.releaseFlicker(1000 + HOLD_MS - 1);
  expect(layout.flicker).toBe(true);
  layout.pressFlicker(5000);
  expect(layout.flicker).toBe(false);
  layout.releaseFlicker(5000 + HOLD_MS);
  expect(layout.flicker).toBe(true);
  layout.releaseFlicker(9000);
  expect(layout.flicker).toBe(true);
});

test('the drawer belongs to a narrow window', () => {
  const layout = new Layout(sessionStorage);
  layout.resize(NARROW_PX - 1);
  expect(layout.narrow).toBe(true);
  layout.toggleDrawer();
  expect(layout.drawer).toBe(true);
  layout.resize(NARROW_PX);
  expect([layout.narrow, layout.drawer]).toEqual([false, false]);
});

test('a lesson stays in its room until it is dismissed or the Learn room is back', () => {
  const layout = new Layout(sessionStorage);
  layout.enter('inspect');
  layout.teach({ title: 'What the rows are', text: 'Count the periods.' });
  layout.enter('train');
  expect(layout.lesson).toBeNull();
  layout.enter('inspect');
  expect(layout.lesson?.title).toBe('What the rows are');
  layout.enter('learn');
  layout.enter('inspect');
  expect(layout.lesson).toBeNull();
  layout.teach({ title: 'What the rows are', text: 'Count the periods.' });
  expect(layout.lesson).not.toBeNull();
  layout.teach(null);
  expect(layout.lesson).toBeNull();
});

test('the drawer is opened only where the window is narrow', () => {
  const layout = new Layout(sessionStorage);
  layout.openDrawer();
  expect(layout.drawer).toBe(false);
  layout.resize(NARROW_PX - 1);
  layout.openDrawer();
  layout.openDrawer();
  expect(layout.drawer).toBe(true);
});

test('focuses panes that are there, and knows which has the focus', () => {
  const layout = new Layout(sessionStorage);
  const pane = document.createElement('div');
  pane.tabIndex = 0;
  document.body.append(pane);
  const end = layout.register('network', pane);
  layout.focus('network');
  expect(layout.focused).toBe('network');
  layout.leave();
  expect(layout.focused).toBeNull();
  layout.focus('network');
  end();
  expect(layout.focused).toBeNull();
});

test('a line that informs goes by itself, an error stays', () => {
  vi.useFakeTimers();
  const notices = new Notices();
  notices.show({ level: 'info', text: 'saved' });
  vi.advanceTimersByTime(INFO_MS);
  expect(notices.current).toBeNull();
  notices.show({ level: 'info', text: 'saved' });
  notices.show({ level: 'error', text: 'broken' });
  vi.advanceTimersByTime(10 * INFO_MS);
  expect(notices.current?.text).toBe('broken');
  notices.dismiss();
  expect(notices.current).toBeNull();
  vi.useRealTimers();
});

test('an error that was just shown makes room by itself when it could be read', () => {
  vi.useFakeTimers();
  const notices = new Notices();
  notices.show({ level: 'error', text: 'broken' });
  notices.retire();
  vi.advanceTimersByTime(INFO_MS - 1);
  expect(notices.current?.text).toBe('broken');
  vi.advanceTimersByTime(1);
  expect(notices.current).toBeNull();
  notices.show({ level: 'error', text: 'broken' });
  notices.retire();
  notices.show({ level: 'error', text: 'also broken' });
  vi.advanceTimersByTime(10 * INFO_MS);
  expect(notices.current?.text).toBe('also broken');
  vi.useRealTimers();
});

test('a warning stays until it is dismissed', () => {
  const notices = new Notices();
  notices.showAll([{ level: 'warning', text: 'set aside' }]);
  notices.retire(performance.now() + READ_MS);
  expect(notices.current?.text).toBe('set aside');
  notices.dismiss();
  expect(notices.current).toBeNull();
});

test('an error makes room once it could be read', () => {
  const notices = new Notices();
  notices.show({ level: 'error', text: 'broken' }, 1000);
  notices.retire(1000 + READ_MS - 1);
  expect(notices.current?.text).toBe('broken');
  notices.retire(1000 + READ_MS);
  expect(notices.current).toBeNull();
  notices.dispose();
});

test('of several the gravest is shown', () => {
  const notices = new Notices();
  notices.showAll([
    { level: 'info', text: 'a' },
    { level: 'warning', text: 'b' },
    { level: 'info', text: 'c' }
  ]);
  expect(notices.current?.text).toBe('b');
  notices.showAll([]);
  expect(notices.current?.text).toBe('b');
  notices.dispose();
});
