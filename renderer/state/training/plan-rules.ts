/** Numbers of a plan that a person may type. */
export type PlanNumber = 'batch' | 'learningRate' | 'momentum' | 'examples' | 'seed' | 'untilDb' | 'epochs';

interface Rule {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** What is allowed, as a sentence. */
  readonly allowed: string;
}

/** The limits of `trainingChoiceSchema`, which the page cannot run. */
export const PLAN_RULES: Readonly<Record<PlanNumber, Rule>> = {
  batch: { min: 1, max: 65_536, whole: true, allowed: 'A whole number from 1 to 65,536.' },
  learningRate: { min: 1e-12, max: 1e6, whole: false, allowed: 'A number from 1e-12 to 1,000,000.' },
  momentum: { min: 0, max: 1 - Number.EPSILON / 2, whole: false, allowed: 'A number from 0 to below 1.' },
  examples: { min: 1, max: 2 ** 19, whole: true, allowed: 'A whole number from 1 to 524,288.' },
  seed: { min: 0, max: 0xffffffff, whole: true, allowed: 'A whole number from 0 to 4,294,967,295.' },
  untilDb: { min: -200, max: 400, whole: false, allowed: 'A number from −200 to 400 dB.' },
  epochs: { min: 1, max: 1_000_000, whole: true, allowed: 'A whole number from 1 to 1,000,000.' }
};

/** Why a number cannot be a part of a plan, as a sentence that says what can; null where it can. */
export function refusalOf(name: PlanNumber, value: number): string | null {
  const { min, max, whole, allowed } = PLAN_RULES[name];
  return value >= min && value <= max && (!whole || Number.isInteger(value)) ? null : allowed;
}
