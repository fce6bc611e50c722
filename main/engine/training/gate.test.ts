import { expect, test } from 'vitest';
import { Gate } from './gate';

/** Counts the turns a loop takes. */
function loopOver(gate: Gate): { readonly turns: number; end(): void } {
  const count = { turns: 0, end: () => (running = false) };
  let running = true;
  void (async () => {
    while (running) {
      await gate.turn();
      count.turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  return count;
}

const rest = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 20));

test('an open gate holds nothing, a held one all but single steps', async () => {
  const gate = new Gate();
  const loop = loopOver(gate);
  await rest();
  expect(loop.turns).toBeGreaterThan(3);
  gate.hold();
  await rest();
  const before = loop.turns;
  await rest();
  expect(loop.turns).toBe(before);
  gate.step();
  gate.step();
  await rest();
  expect(loop.turns).toBe(before + 2);
  gate.release();
  await rest();
  expect(loop.turns).toBeGreaterThan(before + 5);
  loop.end();
});

test('steps asked for at an open gate are not kept for the next pause', async () => {
  const gate = new Gate();
  const loop = loopOver(gate);
  gate.step();
  await rest();
  gate.hold();
  await rest();
  const before = loop.turns;
  await rest();
  expect(loop.turns).toBe(before);
  gate.release();
  loop.end();
});
