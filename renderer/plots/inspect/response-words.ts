import { formatDb } from '../../controls/format';
import { largestMagnitude, type CurveScene } from './curve-scene';
import { highestSideLobe } from './response-figure';

/** How far the side lobes of the chosen filter lie below its peak, learned and ideal. */
export function responseCaption({ panels }: CurveScene): readonly string[] {
  const curves = panels.flatMap((panel) => panel.curves);
  const lobeOf = (name: string): string => {
    const values = curves.find((curve) => curve.name === name)?.values;
    if (!(values instanceof Float32Array) || largestMagnitude([values]) === 0) return 'none';
    const lobe = highestSideLobe(values);
    return lobe === null ? 'none' : `${formatDb(lobe)} dB`;
  };
  return [`Highest side lobe below the peak: ${lobeOf('learned')} learned, ${lobeOf('ideal')} ideal.`];
}
