import WaveSurfer from 'wavesurfer.js';
import { waveOutline } from '../draw/waveform';

export interface WavePicture {
  readonly maxima: Float32Array;
  readonly minima: Float32Array;
  readonly seconds: number;
  readonly gain: number;
}

export interface WaveSurface {
  /** Replaces the picture in one step; the old one stays until then. */
  show(picture: WavePicture): void;
  setColour(colour: string): void;
  destroy(): void;
}

/**
 * wavesurfer.js as a surface for peaks: it is given no sound, fetches and decodes nothing, and plays nothing.
 * @param container sized by the layout; the picture fills it
 */
export function createWaveSurface(container: HTMLElement, colour: string): WaveSurface {
  let gain = 1;
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content;
  const surfer = WaveSurfer.create({
    container,
    height: 'auto',
    interact: false,
    cursorWidth: 0,
    hideScrollbar: true,
    waveColor: colour,
    progressColor: colour,
    renderFunction: ([maxima, minima], context) => drawWave(context, { maxima, minima, gain }),
    ...(nonce ? { cspNonce: nonce } : {})
  });
  return {
    show(picture) {
      gain = picture.gain;
      // A load overtaken by the next one rejects; the next one draws.
      surfer.load('', [picture.maxima, picture.minima], picture.seconds).catch(() => undefined);
    },
    setColour: (next) => surfer.setOptions({ waveColor: next, progressColor: next }),
    destroy: () => surfer.destroy()
  };
}

interface Wave {
  readonly maxima: ArrayLike<number> | undefined;
  readonly minima: ArrayLike<number> | undefined;
  readonly gain: number;
}

function drawWave(context: CanvasRenderingContext2D, { maxima = [], minima = [], gain }: Wave): void {
  const { width, height } = context.canvas;
  context.beginPath();
  for (const { x, y } of waveOutline({ maxima, minima }, { width, height, gain })) context.lineTo(x, y);
  context.closePath();
  context.fill();
  // A line of one device pixel is faint where pixels are small and where it is steep.
  context.strokeStyle = context.fillStyle;
  context.lineWidth = devicePixelRatio / 2;
  context.lineJoin = 'round';
  context.stroke();
}
