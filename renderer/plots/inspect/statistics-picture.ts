import type { NetworkName, WeightStatistics } from '@contract';
import type { Sheet, Theme } from '../../draw/sheet';
import { csvOf } from '../../state/inspect/exportable';
import type { SeenMoment } from '../../state/inspect/statistics.svelte';
import { paintCurves } from './curve-paint';
import { columnsOf, type CurveScene } from './curve-scene';
import { figurePicture, PICTURE_WIDTH } from './figure-picture';
import { energyScene, histogramScene, profileScene } from './statistics-figures';
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
  readonly theme: Theme;
}

function scenesOf({ statistics, moments, edge }: ShownStatistics): readonly CurveScene[] {
  return [histogramScene(statistics, edge), energyScene(moments), ...statistics.profiles.map(profileScene)];
}

/**
 * All curves of the statistics one below the other as PNG, with the numbers as caption.
 * @throws RangeError unless 0 < scale <= 8.
 */
export async function statisticsPicture(picture: StatisticsPicture, scale: number): Promise<Blob> {
  const { network, statistics, edge, theme } = picture;
  const scenes = scenesOf(picture);
  const facts = statisticFacts(network, statistics).map(([label, value]) => `${label}: ${value}`);
  const lines = Array.from({ length: Math.ceil(facts.length / FACTS_A_LINE) }, (_, i) =>
    facts.slice(i * FACTS_A_LINE, (i + 1) * FACTS_A_LINE).join(' · ')
  );
  const figure = {
    width: PICTURE_WIDTH,
    height: scenes.length * HEIGHT,
    title: `Weights of ${network}`,
    caption: [statisticsVerdict(statistics), ...lines, thresholdWords(statistics, edge)],
    theme,
    paint: (sheet: Sheet) => paintAll(sheet, scenes)
  };
  return await figurePicture(figure, scale);
}

function paintAll(sheet: Sheet, scenes: readonly CurveScene[]): void {
  const { pen } = sheet;
  scenes.forEach((scene, i) => {
    pen.save();
    pen.translate(0, i * HEIGHT);
    paintCurves({ ...sheet, height: HEIGHT }, scene, scene.across.whole);
    pen.restore();
  });
}

/** All curves of the statistics side by side as CSV; the energies stand beside their steps. */
export function statisticsTable(picture: ShownStatistics): string {
  const steps = { name: 'step', values: picture.moments.map(({ step }) => step) };
  const [histogram = [], energy = [], ...profiles] = scenesOf(picture).map(columnsOf);
  return csvOf([...histogram, steps, ...energy.slice(1), ...profiles.flat()]);
}
