import { describe, expect, it } from 'vitest';
import { CUDA_DOWNLOAD, wantsCuda } from './cuda.mjs';
import { createTestMachine, type TestMachine } from './test-machine';

function machineWithDriver(): TestMachine {
  return createTestMachine({
    readSystemFile: (file) => (file === '/proc/driver/nvidia/version' ? 'NVRM version' : null)
  });
}

describe('wantsCuda', () => {
  it('knows the size it asks for', () => expect(CUDA_DOWNLOAD).toBe(3_379_649_224));

  it('says no without a driver, whatever the wish', async () => {
    expect(await wantsCuda(createTestMachine({ env: { NEURAL_SPECTROGRAM_CUDA: 'yes' } }), { tell: true })).toBe(false);
  });

  it('takes the environment for an answer and remembers it', async () => {
    const machine = machineWithDriver();
    machine.env['NEURAL_SPECTROGRAM_CUDA'] = 'yes';
    expect(await wantsCuda(machine, { tell: true })).toBe(true);
    machine.env = {};
    expect(await wantsCuda(machine, { tell: true })).toBe(true);
    machine.env = { NEURAL_SPECTROGRAM_CUDA: 'no' };
    expect(await wantsCuda(machine, { tell: true })).toBe(false);
    machine.env = {};
    expect(await wantsCuda(machine, { tell: true })).toBe(false);
  });

  it('asks once where somebody can answer', async () => {
    let asked = 0;
    const machine = machineWithDriver();
    machine.ask = (question) => {
      asked += 1;
      expect(question).toContain('3.4 GB to download, 5.7 GB on disk? [y/N]');
      return Promise.resolve('');
    };
    expect(await wantsCuda(machine, { tell: true })).toBe(false);
    expect(await wantsCuda(machine, { tell: true })).toBe(false);
    expect(asked).toBe(1);
  });

  it('tells how to accept where nobody can answer, and stays with the CPU', async () => {
    const machine = machineWithDriver();
    expect(await wantsCuda(machine, { tell: true })).toBe(false);
    expect(machine.lines.join()).toContain('run again with NEURAL_SPECTROGRAM_CUDA=yes');
    machine.lines.length = 0;
    await wantsCuda(machine, { tell: false });
    expect(machine.lines).toEqual([]);
  });
});
