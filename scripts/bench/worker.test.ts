import { afterEach, describe, expect, it } from 'vitest';
import { Worker } from './worker.mjs';

const ECHO = `
  const lines = require('node:readline').createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const { say, end } = JSON.parse(line);
    if (end) throw new Error(end);
    console.log(JSON.stringify(say));
  });
`;

const open = new Set<Worker>();
afterEach(async () => {
  await Promise.all([...open].map((worker) => worker.close()));
  open.clear();
});

function start(command = process.execPath): Worker {
  const worker = new Worker(command, ['-e', ECHO], process.env);
  open.add(worker);
  return worker;
}

describe('a worker', () => {
  it('answers one request after another', async () => {
    const worker = start();
    expect(await worker.ask({ say: [1.5, null] })).toEqual([1.5, null]);
    expect(await worker.ask({ say: 'more' })).toBe('more');
  });

  it('that ends instead of answering says why, and can be closed', async () => {
    const worker = start();
    await expect(worker.ask({ end: 'no memory' })).rejects.toThrow('no memory');
    await worker.close();
    await worker.close();
  });

  it('that is not there is an error', async () => {
    await expect(start('/no/such/program').ask({ say: 1 })).rejects.toThrow('ENOENT');
  });
});
