import { absoluteUrlOf } from '../model/exports/file-urls.ts'
import type { ColumnType, Guide, WriteContext } from './format.ts'
import { csvColumns } from './csv-columns.ts'

/** `Orientation` has empty fields, which the loader does not take for a whole number. */
const typeOf = (column: (typeof csvColumns)[number]): ColumnType =>
  column === 'Orientation' ? 'float64' : 'string'

/** How the CSV files of an export are loaded. */
export const csvGuide = ({ plan }: WriteContext): Guide => ({
  tables: [
    {
      name: 'default',
      // A class may be named `NA`.
      loader: ['keep_default_na: false', 'na_values:', '- ""'],
      columns: Object.fromEntries(csvColumns.map((column) => [column, typeOf(column)])),
    },
  ],
  python: (file) => [
    'import json',
    'from pathlib import Path',
    'from urllib.parse import unquote',
    'import pandas as pd',
    'from PIL import Image, ImageOps',
    '',
    'export, images = Path("export"), Path("images").resolve()',
    `root = ${JSON.stringify(absoluteUrlOf(plan, ''))}`,
    `rows = pd.read_csv(export / "${file}", dtype=str, keep_default_na=False)`,
    'rows = rows[(rows["Labels"] != "") & (rows["Problem"] == "")]',
    'for url, labels in zip(rows["AbsoluteUrl"], rows["Labels"].map(json.loads)):',
    '    file = (images / unquote(url.removeprefix(root))).resolve()',
    '    assert file.is_relative_to(images), url',
    '    image = ImageOps.exif_transpose(Image.open(file)).convert("RGB")',
  ],
  notes: [
    'Read `Labels`, a list of JSON: names in `Label` are joined by a comma, which a name may contain. Without `dtype=str, keep_default_na=False` pandas takes a class `NA` for missing and `007` for a number.',
    '`Path` begins with `./`, or is percent-encoded, if a spreadsheet would read a formula in it, or it has a control character. `AbsoluteUrl` is always percent-encoded, so that its end, decoded, is the path.',
  ],
})
