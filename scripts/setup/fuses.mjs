/** States in the fuse wire: the characters 0 and 1. */
const STATE = { off: 0x30, on: 0x31 };

/** Fuses that not every Electron of the range has: their secure values, and the first major with them. */
const LATER = [{ name: 'grantFileProtocolExtraPrivileges', value: false, since: 29 }];

/**
 * The fuses to set beside those of the configuration, which names only what every Electron of the range has.
 * @param {string} version of Electron
 * @returns {Record<string, boolean>}
 */
export function laterFuses(version) {
  const major = Number.parseInt(version, 10);
  return Object.fromEntries(LATER.filter(({ since }) => major >= since).map(({ name, value }) => [name, value]));
}

/**
 * The fuses of an Electron program that are not as they should be. Loaded late: the package is there only after set-up.
 * @param {string} program
 * @param {Readonly<Record<string, unknown>>} wanted by electron-builder's names, which are those of FuseV1Options in lower camel case
 * @returns {Promise<string[]>}
 */
export async function differingFuses(program, wanted) {
  const { FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const wire = /** @type {Record<number, unknown>} */ (/** @type {unknown} */ (await getCurrentFuseWire(program)));
  return Object.entries(wanted).flatMap(([name, on]) => {
    if (typeof on !== 'boolean') return [];
    const option = Object.entries(FuseV1Options).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    const state = typeof option === 'number' ? wire[option] : undefined;
    return state === (on ? STATE.on : STATE.off) ? [] : [name];
  });
}
