import type uPlot from 'uplot';
import { snrOfMse } from './landmarks';
import { drawLandmarkLines, drawLandmarkNames } from './landmark-lines';
import { evenPowers, LEAST_MSE } from './learning-data';

/** CSS colours of the page, as the canvas needs them. */
export interface ChartColours {
  readonly text: string;
  readonly line: string;
  readonly mse: string;
  readonly snr: string;
  /** What the chart lies on. */
  readonly surface: string;
}

export interface ChartOptions {
  readonly width: number;
  readonly height: number;
  readonly colours: ChartColours;
  /** Top of the error axis, read whenever the chart is drawn. */
  readonly greatestMse: () => number;
  /** Place of the hovered point, null where there is none. */
  readonly onHover: (index: number | null) => void;
}

const FONT = '11px system-ui, sans-serif';

/**
 * Errors run down a logarithmic axis on the left; accuracies use the same heights on the right, so that a height means
 * one accuracy on either axis and the landmarks hold for both curves.
 */
export function learningOptions({ width, height, colours, greatestMse, onHover }: ChartOptions): uPlot.Options {
  return {
    width,
    height,
    legend: { show: false },
    padding: [8, 0, 6, 0],
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { time: false },
      mse: { distr: 3, range: () => [LEAST_MSE, greatestMse()] },
      snr: { dir: -1, range: () => [snrOfMse(greatestMse()), snrOfMse(LEAST_MSE)] }
    },
    axes: axesOf(colours, greatestMse),
    series: [
      {},
      { scale: 'mse', stroke: colours.mse, width: 1.5, points: { show: false } },
      // Dots alone: the line of the other curve stays visible beneath them.
      { scale: 'snr', stroke: colours.snr, paths: () => null, points: { show: true, size: 4, fill: colours.snr } }
    ],
    hooks: {
      // The names come last, so that the curve does not strike them through.
      drawAxes: [(chart) => drawLandmarkLines(chart, colours.text)],
      draw: [(chart) => drawLandmarkNames(chart, { ...colours, grid: splitsOf(chart, greatestMse()) })],
      setCursor: [({ cursor: { idx } }) => onHover(idx ?? null)]
    }
  };
}

function axesOf(colours: ChartColours, greatestMse: () => number): uPlot.Axis[] {
  const lines = { stroke: colours.line, width: 1 };
  const axis = { stroke: colours.text, font: FONT, ticks: { ...lines, size: 4 }, gap: 3, grid: { show: false } };
  return [
    { ...axis, size: 22, space: 60, incrs: WHOLE_STEPS, values: (_, steps) => steps.map(stepLabel) },
    {
      ...axis,
      scale: 'mse',
      size: 46,
      grid: lines,
      splits: (chart) => splitsOf(chart, greatestMse()),
      // Lines and labels at every split: by default a logarithmic axis drops some.
      filter: (_, splits) => splits,
      values: (_, values) => values.map(powerLabel)
    },
    { ...axis, scale: 'snr', side: 1, size: 32, space: POWER_PIXELS, values: (_, values) => values.map(dbLabel) }
  ];
}

/** Height that one mark on the error axis takes. */
const POWER_PIXELS = 24;

/** Errors with a label and a line across the plot. */
function splitsOf({ bbox }: uPlot, top: number): number[] {
  return evenPowers(top, Math.max(2, Math.floor(bbox.height / devicePixelRatio / POWER_PIXELS)));
}

/** Steps are whole numbers. */
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((width) => Array.from({ length: 9 }, (_, power) => width * 10 ** power))
  .sort((a, b) => a - b);

function stepLabel(step: number): string {
  return step >= 10_000 ? `${step / 1000}k` : String(step);
}

function powerLabel(value: number): string {
  return `1e${Math.round(Math.log10(value))}`;
}

function dbLabel(value: number): string {
  return String(value).replace('-', '\u2212');
}
