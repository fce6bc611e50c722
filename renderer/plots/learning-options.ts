import type uPlot from 'uplot';
import { LANDMARKS, snrOfMse } from './landmarks';
import { LEAST_MSE } from './learning-data';

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
  const grid = { stroke: colours.line, width: 1 };
  const axis = { stroke: colours.text, font: FONT, ticks: { ...grid, size: 4 }, gap: 3 };
  return {
    width,
    height,
    legend: { show: false },
    padding: [8, 0, 0, 0],
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { time: false },
      mse: { distr: 3, range: () => [LEAST_MSE, greatestMse()] },
      snr: { dir: -1, range: () => [snrOfMse(greatestMse()), snrOfMse(LEAST_MSE)] }
    },
    axes: [
      {
        ...axis,
        size: 22,
        grid: { show: false },
        space: 60,
        incrs: WHOLE_STEPS,
        values: (_, steps) => steps.map(stepLabel)
      },
      { ...axis, scale: 'mse', size: 42, grid, space: 22, values: (_, values) => values.map(powerLabel) },
      {
        ...axis,
        scale: 'snr',
        side: 1,
        size: 32,
        grid: { show: false },
        space: 22,
        values: (_, values) => values.map(dbLabel)
      }
    ],
    series: [
      {},
      { scale: 'mse', stroke: colours.mse, width: 1.5, points: { show: false } },
      {
        scale: 'snr',
        stroke: colours.snr,
        width: 1,
        spanGaps: true,
        points: { show: true, size: 4, fill: colours.snr }
      }
    ],
    hooks: {
      drawAxes: [(chart) => drawLandmarks(chart, colours)],
      setCursor: [({ cursor: { idx } }) => onHover(idx ?? null)]
    }
  };
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

function drawLandmarks(chart: uPlot, colours: ChartColours): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colours.text;
  ctx.fillStyle = colours.text;
  ctx.font = FONT.replace('11px', `${10 * ratio}px`);
  ctx.textBaseline = 'bottom';
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.lineWidth = ratio;
  for (const { snrDb, name } of LANDMARKS) {
    const y = Math.round(chart.valToPos(snrDb, 'snr', true)) + ratio / 2;
    ctx.globalAlpha = 0.7;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.fillText(`${snrDb} ${name}`, bbox.left + 4 * ratio, y - ratio);
  }
  ctx.restore();
}
