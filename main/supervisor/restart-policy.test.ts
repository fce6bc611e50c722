import { expect, test } from 'vitest';
import { RestartPolicy } from './restart-policy';

const MINUTE = 60_000;

test('the third crash within five minutes stops', () => {
  const policy = new RestartPolicy();
  expect(policy.crashed(0)).toBe('restart');
  expect(policy.crashed(2 * MINUTE)).toBe('restart');
  expect(policy.crashed(4.99 * MINUTE)).toBe('stop');
});

test('crashes five minutes apart are forgotten', () => {
  const policy = new RestartPolicy();
  policy.crashed(0);
  policy.crashed(MINUTE);
  expect(policy.crashed(5 * MINUTE)).toBe('restart');
  expect(policy.crashed(5.5 * MINUTE)).toBe('stop');
});

test('a reset starts the count again', () => {
  const policy = new RestartPolicy();
  policy.crashed(0);
  policy.crashed(1);
  policy.reset();
  expect(policy.crashed(2)).toBe('restart');
});
