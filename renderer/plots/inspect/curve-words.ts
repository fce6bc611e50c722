import { withMinus } from '../../controls/format';
import { nearestPlace, positionOf, type CurveScene } from './curve-scene';

export type CurveFact = readonly [label: string, value: string];

/** Four digits, so that neighbours differ; `−` as wide as a plus. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return '–';
  const magnitude = Math.abs(value);
  const plain = value === 0 || (magnitude >= 1e-3 && magnitude < 1e5);
  return withMinus(plain ? String(Number(value.toPrecision(4))) : value.toExponential(3));
}

/** What stands at a position: the position, then the value of every curve with a name. */
export function factsAt({ across, panels }: CurveScene, position: number): readonly CurveFact[] {
  const facts: CurveFact[] = [];
  for (const { unit, curves } of panels) {
    for (const curve of curves) {
      const place = nearestPlace(curve, position);
      if (curve.name === null || place === null) continue;
      // A curve that ends before has no value here.
      if (Math.abs(positionOf(curve.positions, place) - position) > curve.positions.step / 2) continue;
      const value = formatValue(curve.values[place] ?? NaN);
      facts.push([curve.name, unit.startsWith('dB') ? `${value} dB` : value]);
    }
  }
  return [['', across.words(position)], ...facts];
}

/** The same as it is read aloud. */
export function describeAt(scene: CurveScene, position: number): string {
  const [[, where] = ['', ''], ...facts] = factsAt(scene, position);
  return `${[where, ...facts.map(([label, value]) => `${label} ${value}`)].join(', ')}.`;
}

/** Titles of all panels, and what there is to say of them. */
export function describeScene({ panels }: CurveScene): string {
  return panels.map(({ title, message }) => (message ? `${title}: ${message}` : title)).join('. ');
}
