import { AppError, type Accuracy, type FourTones, type Peaks, type Probe } from '@contract';
import type { CallOf } from '@contract/schemas';
import { AccuracySum } from '../../signal/accuracy';
import { catalogue } from '../../learn/catalogue';
import { testFourTones } from '../../learn/four-tones';
import { decibels, largestMagnitude } from '../../signal/decibels';
import { inspectionCalls } from '../inspection/calls';
import { historyCalls, type HistoryRooms } from '../inspection/history-calls';
import type { InspectedWeights } from '../inspection/inspected-weights';
import type { CallHandlers, JobContext } from '../page-port';
import type { ClipStore } from './clip-store';
import { previewSignal } from './make-clip';
import type { Resyntheses } from './resyntheses';
import type { PeakCache } from './peak-cache';
import type { SourceCache } from './source-cache';
import type { Takes } from './takes';
import { completeTile, sketchTile } from './tiles';
import type { WeightsInUse } from './weights-in-use';

export interface AnalysisRooms extends HistoryRooms {
  readonly clips: ClipStore;
  readonly sources: SourceCache;
  readonly peaks: PeakCache;
  readonly takes: Takes;
  readonly weights: WeightsInUse;
  readonly inspected: InspectedWeights;
  readonly resyntheses: Resyntheses;
  readonly probe: () => Probe;
}

/** The calls the analysis engine answers. */
export function analysisCalls(rooms: AnalysisRooms): CallHandlers {
  return {
    describe: (call) => rooms.sources.get(call).axes,
    maximum: (call, context) => maximum(rooms, call, context),
    tile: (call, context) => completeTile(rooms, call, context),
    'sketch-tile': (call, context) => sketchTile(rooms, call, context),
    measure: (call, context) => rooms.weights.during((moment) => measure(rooms, call, { ...context, moment })),
    'append-take': (call) => rooms.takes.append(call),
    'preview-signal': (call) => previewSignal(call),
    resynthesize: async (call, context) => (await rooms.resyntheses.make(call, context)).info,
    probe: () => rooms.probe(),
    catalogue: () => ({ networks: catalogue() }),
    'four-tones': () => rooms.weights.during((moment) => Promise.resolve(fourTones(moment))),
    peaks: (call, context) => peaks(rooms, call, context),
    'sketch-peaks': (call, { signal }) => sketchPeaks(rooms, call, signal),
    ...inspectionCalls(rooms.inspected),
    ...historyCalls(rooms)
  };
}

function fourTones({ network, info }: Moment): FourTones {
  const { accuracy, ...answer } = testFourTones(network);
  return { ...answer, accuracy: { ...accuracy, revision: info.revision } };
}

async function peaks(rooms: AnalysisRooms, call: CallOf<'peaks'>, { signal, giveWay }: JobContext): Promise<Peaks> {
  checkOrder(call);
  return { columns: call.columns, complete: true, values: await rooms.peaks.get(call).read(call, { signal, giveWay }) };
}

async function sketchPeaks(rooms: AnalysisRooms, call: CallOf<'sketch-peaks'>, signal: AbortSignal): Promise<Peaks> {
  checkOrder(call);
  return { columns: call.columns, ...(await rooms.peaks.get(call).sketch(call, { signal })) };
}

function checkOrder({ startSeconds, endSeconds }: CallOf<'peaks' | 'sketch-peaks'>): void {
  if (startSeconds >= endSeconds) throw new AppError('bad-request', 'Peaks need a start before their end.');
}

async function maximum(
  { sources }: AnalysisRooms,
  call: CallOf<'maximum'>,
  { signal, giveWay, progress }: JobContext
): Promise<{ db: number | null }> {
  const source = sources.get(call);
  let peak = 0;
  await giveWay();
  for await (const { startFrame, frames, reference } of source.reference(signal)) {
    peak = Math.max(peak, largestMagnitude(reference));
    progress((startFrame + frames) / source.axes.frames);
    await giveWay();
  }
  return { db: peak === 0 ? null : decibels(peak) };
}

type Moment = WeightsInUse['current'];

async function measure(
  { sources }: AnalysisRooms,
  call: CallOf<'measure'>,
  { moment, signal, giveWay, progress }: JobContext & { moment: Moment }
): Promise<Accuracy> {
  const source = sources.get(call);
  const { frames, bins } = source.axes;
  const { startFrame, endFrame, startBin, endBin } = call;
  if (startFrame >= endFrame || endFrame > frames || startBin >= endBin || endBin > bins) {
    throw new AppError('bad-request', `A region needs frames within 0..${frames} and bins within 0..${bins}.`);
  }
  const { network, info } = moment;
  const sum = new AccuracySum();
  await giveWay();
  for await (const block of source.both(network, { start: startFrame, end: endFrame, signal })) {
    for (let m = 0; m < block.frames; m++) {
      sum.add(block.reference, block.network, (m * bins + startBin) * 2, (m * bins + endBin) * 2);
    }
    progress((block.startFrame + block.frames - startFrame) / (endFrame - startFrame));
    await giveWay();
  }
  return { ...sum.result, revision: info.revision };
}
