/** Half the width of the triangle and its height, in pixels. */
const HALF = 5;
const TALL = 7;
/** Half of the line around it. */
const EDGE = 0.5;

/**
 * The triangle that marks the play position `x` on top of a picture `width` pixels wide, as SVG path data. Its tip
 * stays on the position; at the ends of the picture its upper edge moves inwards, so that it is never cut.
 */
export function handlePath(x: number, width: number): string {
  const reach = HALF + EDGE;
  const middle = Math.max(reach, Math.min(width - reach, x));
  return `M${middle - HALF} ${EDGE}H${middle + HALF}L${x} ${TALL}Z`;
}
