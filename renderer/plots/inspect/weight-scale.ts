import { ticks } from '@signal/scales/ticks';
import { withMinus } from '../../controls/format';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

export interface ScaleMarks {
  /** Place from -1 to 1 of each mark, and its number without the power of ten. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
  /** `× 10⁻³`, empty where there is none. */
  readonly power: string;
}

/**
 * Marks on a scale from -limit to limit. Small and large limits are told as numbers from 1 to 10 and a power of ten.
 * @param limit of a scale of weights that all vanish: 0
 */
export function scaleMarks(limit: number, most: number): ScaleMarks {
  if (!(limit > 0 && limit < Infinity)) return { marks: [{ at: 0, label: '0' }], power: '' };
  const decade = Math.floor(Math.log10(limit));
  const exponent = decade >= -1 && decade <= 2 ? 0 : decade;
  const end = limit / 10 ** exponent;
  const marks = ticks(-end, end, Math.max(2, most)).map(({ value, label }) => ({ at: value / end, label }));
  return { marks, power: exponent === 0 ? '' : `× ${powerOfTen(exponent)}` };
}

/** `10⁻³` */
export function powerOfTen(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)] ?? '').join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** A weight with five digits: `6.3789e-3`; `−` as wide as a plus. */
export function formatWeight(value: number): string {
  return value === 0 ? '0' : withMinus(value.toExponential(4));
}

/** A weight with three digits, as there is room for in a cell: `6.38e-3`, `−0.707`. */
export function shortWeight(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  return withMinus(size >= 0.01 && size < 1000 ? String(Number(value.toPrecision(3))) : value.toExponential(2));
}
