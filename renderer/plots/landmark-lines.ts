import type uPlot from 'uplot';
import { placeNames } from './landmark-names';
import { LANDMARKS } from './landmarks';

const NAME_PIXELS = 10;
const HALO_PIXELS = 2;

/** Dotted lines across the plot at the landmarks. */
export function drawLandmarkLines(chart: uPlot, colour: string): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.lineWidth = ratio;
  for (const { snrDb } of LANDMARKS) {
    const y = Math.round(chart.valToPos(snrDb, 'snr', true)) + ratio / 2;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

export interface NameLook {
  readonly text: string;
  /** Colour of the halo that keeps curves and grid lines off the letters. */
  readonly surface: string;
  /** Errors at which grid lines cross the plot. */
  readonly grid: readonly number[];
}

/** The landmarks' names at the right end of their lines. */
export function drawLandmarkNames(chart: uPlot, { text, surface, grid }: NameLook): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  const right = bbox.left + bbox.width - 4 * ratio;
  const places = placeNames(
    LANDMARKS.map(({ snrDb }) => chart.valToPos(snrDb, 'snr', true) / ratio),
    grid.map((mse) => chart.valToPos(mse, 'mse', true) / ratio)
  );
  ctx.save();
  ctx.font = `${NAME_PIXELS * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 2 * HALO_PIXELS * ratio;
  ctx.strokeStyle = surface;
  ctx.fillStyle = text;
  LANDMARKS.forEach(({ snrDb, name }, i) => {
    const label = `${snrDb} ${name}`;
    const y = (places[i] ?? 0) * ratio;
    ctx.strokeText(label, right, y);
    ctx.fillText(label, right, y);
  });
  ctx.restore();
}
