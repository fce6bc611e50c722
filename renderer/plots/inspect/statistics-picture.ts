import type { ColourMap, NetworkName, WeightStatistics } from '@contract';
import type { Sheet, Theme } from '../../draw/sheet';
import { csvOf } from '../../state/inspect/exportable';
import type { SeenMoment } from '../../state/inspect/statistics.svelte';
import { paintCurves } from './curve-paint';
import { columnsOf, type CurveScene } from './curve-scene';
import { figurePicture, PICTURE_WIDTH } from './figure-picture';
import { paintHeat } from './heat-paint';
import { energyScene, histogramScene, historyScene, profileScene } from './statistics-figures';
import { statisticFacts, statisticsVerdict, thresholdWords } from './statistics-words';

/** Of each figure in a picture, in CSS pixels. */
const HEIGHT = 240;
const FACTS_A_LINE = 4;

/** All that the statistics show. */
export interface ShownStatistics {
  readonly network: NetworkName;
  readonly statistics: WeightStatistics;
  readonly moments: readonly SeenMoment[];
  /** Edge of the histogram at which the threshold lies. */
  readonly edge: number;
}

export interface StatisticsPicture extends ShownStatistics {
  /** What is looked at, in one line. */
  readonly origin: string;
  readonly colourMap: ColourMap;
  readonly theme: Theme;
}

function scenesOf({ statistics, moments, edge }: ShownStatistics): readonly CurveScene[] {
  return [histogramScene(statistics, edge), energyScene(moments), ...statistics.profiles.map(profileScene)];
}

/**
 * All figures of the statistics one below the other as PNG, with the numbers as caption.
 * @throws RangeError unless 0 < scale <= 8.
 */
export async function statisticsPicture(picture: StatisticsPicture, scale: number): Promise<Blob> {
  const { network, statistics, edge, origin, theme } = picture;
  const painters = paintersOf(picture);
  const facts = statisticFacts(network, statistics).map(([label, value]) => `${label}: ${value}`);
  const lines = Array.from({ length: Math.ceil(facts.length / FACTS_A_LINE) }, (_, i) =>
    facts.slice(i * FACTS_A_LINE, (i + 1) * FACTS_A_LINE).join(' · ')
  );
  const figure = {
    width: PICTURE_WIDTH,
    height: painters.length * HEIGHT,
    title: `Weights of ${network} in numbers`,
    caption: [statisticsVerdict(statistics), ...lines, thresholdWords(statistics, edge), origin],
    theme,
    paint: (sheet: Sheet) => paintAll(sheet, painters)
  };
  return await figurePicture(figure, scale);
}

type Painter = (sheet: Sheet) => void;

/** What was seen over the steps stands there only where there is more than one of them. */
function paintersOf(picture: StatisticsPicture): readonly Painter[] {
  const [histogram, energy, ...profiles] = scenesOf(picture);
  const { moments, colourMap } = picture;
  const curves = (scene?: CurveScene): Painter[] =>
    scene ? [(sheet) => paintCurves(sheet, scene, scene.across.whole)] : [];
  const over: Painter[] =
    moments.length > 1 ? [(sheet) => paintHeat(sheet, historyScene(moments), colourMap), ...curves(energy)] : [];
  return [...curves(histogram), ...over, ...profiles.flatMap(curves)];
}

function paintAll(sheet: Sheet, painters: readonly Painter[]): void {
  const { pen } = sheet;
  painters.forEach((paint, i) => {
    pen.save();
    pen.translate(0, i * HEIGHT);
    paint({ ...sheet, height: HEIGHT });
    pen.restore();
  });
}

/** All curves of the statistics side by side as CSV; the energies stand beside their steps. */
export function statisticsTable(picture: ShownStatistics): string {
  const steps = { name: 'step', values: picture.moments.map(({ step }) => step) };
  const [histogram = [], energy = [], ...profiles] = scenesOf(picture).map(columnsOf);
  return csvOf([...histogram, steps, ...energy.slice(1), ...profiles.flat()]);
}
