const BLOCK = 512;

/**
 * The first file of a tar archive (POSIX ustar) whose name ends in `suffix`.
 * @param {Buffer} tar
 * @param {string} suffix
 * @returns {Buffer} a view into the archive
 */
export function tarEntry(tar, suffix) {
  let at = 0;
  while (at + BLOCK <= tar.length) {
    const name = text(tar, at, 100);
    if (name === '') break;
    const size = Number.parseInt(text(tar, at + 124, 12), 8);
    const start = at + BLOCK;
    if (!Number.isSafeInteger(size) || start + size > tar.length) throw new Error(`broken tar entry ${name}`);
    if (name.endsWith(suffix)) return tar.subarray(start, start + size);
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new Error(`no ${suffix} in the tar archive`);
}

/** @param {Buffer} tar @param {number} start @param {number} length */
function text(tar, start, length) {
  const field = tar.toString('utf8', start, start + length);
  const end = field.indexOf('\0');
  return end < 0 ? field : field.slice(0, end);
}
