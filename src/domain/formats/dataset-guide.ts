import type { Guide, WriteContext } from './format.ts'

/** How the JSON Lines of an export are loaded. */
export const datasetGuide = ({ plan, regions }: WriteContext): Guide => ({
  tables: [
    {
      name: 'default',
      loader: [],
      columns: {
        image_url: 'string',
        image_details: { struct: { format: 'string', width: 'string', height: 'string' } },
        label: regions === 'Many' ? { list: 'string' } : 'string',
        absolute_url: 'string',
        path: 'string',
        item: 'string',
        width: 'int64',
        height: 'int64',
        orientation: 'int64',
        state: 'string',
        ...(plan.split && { part: 'string' as const }),
        problem: 'string',
      },
    },
  ],
  python: (file) => [
    'from pathlib import Path',
    'import pandas as pd',
    'from PIL import Image, ImageOps',
    '',
    'export, images = Path("export"), Path("images").resolve()',
    `rows = pd.read_json(export / "${file}", lines=True, dtype=False, convert_dates=False)`,
    'rows = rows[rows["state"].isin(["labeled", "approved"]) & (rows["problem"] == "")]',
    'for path, label in zip(rows["path"], rows["label"]):',
    '    file = (images / path).resolve()',
    '    assert file.is_relative_to(images), path',
    '    image = ImageOps.exif_transpose(Image.open(file)).convert("RGB")',
  ],
  notes: [
    '`mltable.load(...)` reads the folder of each `MLTable` file. Outside of a workspace of Azure ML with the datastore it has no value for `image_url`; `absolute_url` and `path` say where the image is.',
  ],
})
