// @vitest-environment happy-dom
import type { RunInfo } from '@contract';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import CompareTable from './CompareTable.svelte';

let table: Record<string, unknown> = {};
afterEach(() => {
  void unmount(table);
  document.body.replaceChildren();
});

function run(id: string, network: 'dense-stft' | 'shared-frame', snrDb: number, msPerStep: number): RunInfo {
  return {
    id,
    name: id,
    notes: '',
    createdAt: '2026-01-01T00:00:00Z',
    plan: {
      network,
      method: 'sgd',
      seed: 1,
      batch: 256,
      learningRate: 1,
      momentum: 0,
      examples: null,
      data: 'noise',
      untilDb: null,
      epochs: null
    },
    facts: {
      step: 1,
      epoch: 1,
      snrDb,
      seconds: 1,
      msPerStep,
      secondsTo60: 1,
      secondsTo120: null,
      transformMs: 1,
      parameters: 1,
      backend: 'cpu',
      tensorflowVersion: '4.22.0'
    },
    end: null,
    bytes: 1
  };
}

const show = (runs: readonly RunInfo[], shown: string[] = []): void => {
  table = mount(CompareTable, { target: document.body, props: { runs, onShow: (id: string) => shown.push(id) } });
};
const first = (): string | null | undefined => document.querySelector('tbody th')?.textContent;
const header = (name: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll<HTMLButtonElement>('thead button')].find((button) =>
    button.textContent?.startsWith(name)
  );
  if (!found) throw new Error(`no column ${name}`);
  return found;
};
const press = (button: HTMLButtonElement): void => {
  button.click();
  flushSync();
};

test('without a run it says what will be here', () => {
  show([]);
  expect(document.querySelector('table')).toBeNull();
  expect(document.body.textContent).toContain('Nothing to compare yet');
});

test('a column begins with its best numbers and turns around', () => {
  show([run('a', 'dense-stft', 120, 100), run('b', 'shared-frame', 110, 10)]);
  expect(first()).toBe('dense-stft');
  expect(header('Best SNR').parentElement?.getAttribute('aria-sort')).toBe('descending');
  press(header('Time a step'));
  expect(first()).toBe('shared-frame');
  expect(header('Time a step').parentElement?.getAttribute('aria-sort')).toBe('ascending');
  expect(header('Best SNR').parentElement?.getAttribute('aria-sort')).toBe('none');
  press(header('Time a step'));
  expect(first()).toBe('dense-stft');
});

test('a name shows its run; missing numbers tell why and the best are named', () => {
  const shown: string[] = [];
  show([run('a', 'dense-stft', 120, 100), run('b', 'shared-frame', 110, 10)], shown);
  document.querySelector<HTMLButtonElement>('tbody button')?.click();
  expect(shown).toEqual(['a']);
  const cells = [...document.querySelectorAll<HTMLElement>('tbody tr:first-child td')];
  expect(cells.find((cell) => cell.title)?.title).toBe('This run did not reach 120 dB.');
  expect(cells.filter((cell) => cell.textContent?.includes('best:')).map((cell) => cell.textContent?.trim())).toEqual([
    '★best:\u00a0120.0 dB'
  ]);
});
