import { expect, test } from 'vitest';
import { trainingChoiceSchema } from '@contract/schemas';
import { PLAN_RULES, refusalOf, type PlanNumber } from './plan-rules';

const names = Object.keys(PLAN_RULES) as PlanNumber[];

test.each(names)('the page and main agree on what is a %s', (name) => {
  const { min, max } = PLAN_RULES[name];
  const middle = Math.sqrt(Math.max(1, min) * max);
  const tried = [min, max, min - 1, max + 1, max * 1.1, min + 0.5, middle, Math.floor(middle), 0, -1, NaN, Infinity];
  for (const value of tried) {
    const choice = { network: 'shared-frame', seed: 1, [name]: value };
    expect(refusalOf(name, value) === null, `${name} ${value}`).toBe(trainingChoiceSchema.safeParse(choice).success);
  }
});

test('a refusal says what is allowed', () => {
  expect(refusalOf('momentum', 1)).toBe('A number from 0 to below 1.');
  expect(refusalOf('batch', 2.5)).toBe('A whole number from 1 to 65,536.');
  expect(refusalOf('batch', 2)).toBeNull();
});
