import type { CommandArgs } from '@contract/schemas';

/** What can be saved of a view, told by the view that is on show. */
export interface Exportable {
  /** What the files are called at first, without an ending. */
  readonly name: string;
  /** The view as PNG of `scale` times its size in CSS pixels, with axes, legend or colour bar, and a caption. */
  readonly pictureOf: (scale: number) => Promise<Blob>;
  /** The curves on show as CSV (`csvOf` makes it), null where the view is none. */
  readonly table: (() => string) | null;
  /** The weights on show, saved as NPY, null where the view is of none. */
  readonly part: CommandArgs<'exportMap'> | null;
}

/** One column of a table; columns end where their values do. */
export interface TableColumn {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/**
 * Columns side by side as CSV with a header line. Numbers keep all their digits; what is not finite stays empty.
 * @throws RangeError where there is no column.
 */
export function csvOf(columns: readonly TableColumn[]): string {
  if (columns.length === 0) throw new RangeError('A table has at least one column.');
  const rows = Math.max(...columns.map(({ values }) => values.length));
  const lines = [columns.map(({ name }) => quoted(name)).join(',')];
  for (let row = 0; row < rows; row++) lines.push(columns.map(({ values }) => cell(values[row])).join(','));
  return `${lines.join('\n')}\n`;
}

function cell(value: number | undefined): string {
  return value !== undefined && Number.isFinite(value) ? String(value) : '';
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
