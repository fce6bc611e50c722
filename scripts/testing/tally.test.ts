import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closing, tallyEndToEnd, tallyUnit } from './tally.mjs';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(value: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(value));
  return file;
}

describe('tallyUnit', () => {
  it('counts tests', () => {
    const file = report({ numPassedTests: 5, numFailedTests: 2, testResults: [] });
    expect(tallyUnit(file, 1)).toEqual({ name: 'unit tests', passed: 5, failed: 2 });
  });

  it('counts a file that did not load as one that failed', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] }
    ];
    expect(tallyUnit(report({ numPassedTests: 1, numFailedTests: 0, testResults }), 1).failed).toBe(1);
  });

  it('fails where there is no report, no test, or a bad end without a failed test', () => {
    expect(tallyUnit(join(folder, 'none.json'), 1)).toMatchObject({ passed: 0, failed: 1 });
    expect(tallyUnit(report({ numPassedTests: 0, numFailedTests: 0 }), 0).failed).toBe(1);
    expect(tallyUnit(report({ numPassedTests: 9, numFailedTests: 0 }), 1)).toMatchObject({ passed: 9, failed: 1 });
  });
});

describe('tallyEndToEnd', () => {
  it('counts tests and errors outside of them', () => {
    const file = report({ stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 2 }, errors: [{}] });
    expect(tallyEndToEnd(file, 1)).toEqual({ name: 'end-to-end tests', passed: 4, failed: 2 });
  });

  it('fails where nothing ran', () => {
    expect(tallyEndToEnd(report({ stats: { expected: 0, unexpected: 0 }, errors: [] }), 0).failed).toBe(1);
  });
});

describe('closing', () => {
  it('sums up', () => {
    const phases = [
      { name: 'a', passed: 3, failed: 0 },
      { name: 'b', passed: 4, failed: 0 }
    ];
    expect(closing(phases)).toEqual({ line: '7 passed, 0 failed', good: true });
    expect(closing([...phases, { name: 'c', passed: 0, failed: 1 }])).toEqual({
      line: '7 passed, 1 failed',
      good: false
    });
    expect(closing([])).toEqual({ line: '0 passed, 0 failed', good: false });
  });
});
