// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { PORT_MESSAGE } from '@contract';
import { EngineLink } from './engine-link';
import { receivePorts } from './ports';

const opened: MessagePort[] = [];
afterEach(() => opened.splice(0).forEach((port) => port.close()));

function portMessage(data: unknown, source: MessageEventSource | null = window): MessageEvent {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  const event = new MessageEvent('message', { data });
  Object.defineProperties(event, { source: { value: source }, ports: { value: [port1] } });
  return event;
}

test('a port goes to the link of its role until receiving ends', () => {
  const links = { analysis: new EngineLink('analysis'), training: new EngineLink('training') };
  const stop = receivePorts(window, links);
  window.dispatchEvent(portMessage({ type: PORT_MESSAGE, role: 'training' }));
  expect([links.analysis.connected, links.training.connected]).toEqual([false, true]);
  stop();
  window.dispatchEvent(portMessage({ type: PORT_MESSAGE, role: 'analysis' }));
  expect(links.analysis.connected).toBe(false);
});

test('messages of others and other messages are not ports', () => {
  const links = { analysis: new EngineLink('analysis'), training: new EngineLink('training') };
  const stop = receivePorts(window, links);
  window.dispatchEvent(portMessage({ type: PORT_MESSAGE, role: 'analysis' }, null));
  window.dispatchEvent(portMessage({ type: PORT_MESSAGE, role: 'other' }));
  window.dispatchEvent(portMessage('engine-port'));
  window.dispatchEvent(portMessage(null));
  expect([links.analysis.connected, links.training.connected]).toEqual([false, false]);
  stop();
});
