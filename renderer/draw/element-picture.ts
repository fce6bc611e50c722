import { pictureOf, readTheme } from './sheet';

/** Free room around a part of the page in its picture, in CSS pixels. */
const MARGIN = 16;
/** What is inside of parts with this attribute is to be pressed, not to be seen in a picture. */
const LEFT_OUT = 'data-not-in-picture';

/**
 * A part of the page as it looks now, as PNG of `scale` times its size in CSS pixels. Words and vectors are drawn anew
 * at that scale; canvases keep the pixels that they have.
 * @throws RangeError unless 0 < scale <= 8; Error where the part cannot be drawn.
 */
export async function elementPicture(element: Element, scale: number): Promise<Blob> {
  const { width, height } = element.getBoundingClientRect();
  const image = await imageOf(frozenCopy(element), { width, height });
  const size = { width: Math.ceil(width) + 2 * MARGIN, height: Math.ceil(height) + 2 * MARGIN };
  return await pictureOf({ ...size, scale, theme: readTheme(element) }, ({ pen }) =>
    pen.drawImage(image, MARGIN, MARGIN, width, height)
  );
}

/** A copy that carries all its looks itself: no style sheet of the page reaches into a picture. */
export function frozenCopy(element: Element): Element {
  const copy = element instanceof HTMLCanvasElement ? frozenPixels(element) : (element.cloneNode(false) as Element);
  if (copy instanceof HTMLElement || copy instanceof SVGElement) {
    const looks = getComputedStyle(element);
    for (let i = 0; i < looks.length; i++) copy.style.setProperty(looks.item(i), looks.getPropertyValue(looks.item(i)));
  }
  if (element.hasAttribute(LEFT_OUT)) return copy;
  for (const child of element.childNodes) {
    if (child instanceof Element) copy.append(frozenCopy(child));
    else if (child.nodeType === Node.TEXT_NODE) copy.append(child.cloneNode());
  }
  return copy;
}

function frozenPixels(canvas: HTMLCanvasElement): HTMLImageElement {
  const image = new Image();
  image.src = canvas.toDataURL();
  return image;
}

/** An element drawn as the content of a vector image: what Chromium does not count as foreign, so that it can be saved. */
async function imageOf(
  element: Element,
  { width, height }: { width: number; height: number }
): Promise<HTMLImageElement> {
  const content = new XMLSerializer().serializeToString(element);
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<foreignObject width="${width}" height="${height}">${content}</foreignObject></svg>`;
  const image = new Image();
  await new Promise<void>((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('This figure could not be drawn as a picture.'));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  });
  return image;
}
