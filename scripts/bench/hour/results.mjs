/**
 * @typedef {object} HourInApp
 * @property {number} idleMiB of all processes, with TensorFlow loaded and a short clip open
 * @property {number} picture ms from the choice of the file to a waveform and a reference without a gap
 * @property {number} overview ms to a complete waveform and one frame or more in every pixel column of all panes
 * @property {number} complete ms to pictures of all frames, after panning and zooming
 * @property {number} measured ms to the maximum and the accuracy of the whole clip
 * @property {readonly number[]} frames ms from picture to picture while panning and zooming
 * @property {number} peakMiB
 */

/**
 * @typedef {object} HourInPeer
 * @property {number} idleMiB of all processes, with the empty page
 * @property {number} ready ms to a complete waveform, or to the end without one
 * @property {string | null} failure why there is no waveform
 * @property {readonly number[]} frames ms from picture to picture while panning and zooming
 * @property {number} peakMiB
 */

export {};
