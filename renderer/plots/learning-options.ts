import type uPlot from 'uplot';
import { LANDMARKS, snrOfMse } from './landmarks';
import { evenPowers, LEAST_MSE } from './learning-data';

/** CSS colours of the page, as the canvas needs them. */
export interface ChartColours {
  readonly text: string;
  readonly line: string;
  readonly mse: string;
  readonly snr: string;
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
      drawAxes: [(chart) => drawLandmarks(chart, colours)],
      setCursor: [({ cursor: { idx } }) => onHover(idx ?? null)]
    }
  };
}

function axesOf(colours: ChartColours, greatestMse: () => number): uPlot.Axis[] {
  const lines = { stroke: colours.line, width: 1 };
  const axis = { stroke: colours.text, font: FONT, ticks: { ...lines, size: 4 }, gap: 3, grid: { show: false } };
  const room = ({ bbox }: uPlot): number => Math.max(2, Math.floor(bbox.height / devicePixelRatio / POWER_PIXELS));
  return [
    { ...axis, size: 22, space: 60, incrs: WHOLE_STEPS, values: (_, steps) => steps.map(stepLabel) },
    {
      ...axis,
      scale: 'mse',
      size: 46,
      grid: lines,
      splits: (chart) => evenPowers(greatestMse(), room(chart)),
      // Lines and labels at every split: by default a logarithmic axis drops some.
      filter: (_, splits) => splits,
      values: (_, values) => values.map(powerLabel)
    },
    { ...axis, scale: 'snr', side: 1, size: 32, space: POWER_PIXELS, values: (_, values) => values.map(dbLabel) }
  ];
}

/** Height that one mark on the error axis takes. */
const POWER_PIXELS = 24;

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

/** Lines across the plot, named at the end the falling curve keeps clear of. */
function drawLandmarks(chart: uPlot, colours: ChartColours): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  const gap = 4 * ratio;
  ctx.save();
  ctx.strokeStyle = colours.text;
  ctx.fillStyle = colours.text;
  ctx.font = `${10 * ratio}px system-ui, sans-serif`;
  ctx.textBaseline = 'bottom';
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.lineWidth = ratio;
  for (const { snrDb, name } of LANDMARKS) {
    const y = Math.round(chart.valToPos(snrDb, 'snr', true)) + ratio / 2;
    const low = snrDb > 100;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.textAlign = low ? 'left' : 'right';
    ctx.fillText(`${snrDb} ${name}`, low ? bbox.left + gap : bbox.left + bbox.width - gap, y - ratio);
  }
  ctx.restore();
}
