import type { Guide, WriteContext } from './format.ts'

/** How the COCO files of an export are loaded. */
export const cocoGuide = ({ plan }: WriteContext): Guide => ({
  tables: [
    {
      name: 'images',
      loader: ['field: images'],
      columns: {
        id: 'int64',
        width: 'int64',
        height: 'int64',
        file_name: 'string',
        coco_url: 'string',
        absolute_url: 'string',
        date_captured: 'string',
        item: 'string',
        path: 'string',
        orientation: 'int64',
        state: 'string',
        ...(plan.split && { part: 'string' as const }),
        problem: 'string',
        labeled: 'bool',
      },
    },
    {
      name: 'annotations',
      loader: ['field: annotations'],
      columns: {
        id: 'int64',
        category_id: 'int64',
        image_id: 'int64',
        iscrowd: 'int64',
        area: 'float64',
        ...(plan.wholeImageBoxes === false ? {} : { bbox: { list: 'float64' as const } }),
      },
    },
    {
      name: 'categories',
      loader: ['field: categories'],
      columns: { id: 'int64', name: 'string', supercategory: 'string', withdrawn: 'bool' },
    },
  ],
  python: (file) => [
    'import json',
    'from pathlib import Path',
    'from PIL import Image, ImageOps',
    '',
    'export, images = Path("export"), Path("images").resolve()',
    `coco = json.loads((export / "${file}").read_text("utf-8"))`,
    'names = {one["id"]: one["name"] for one in coco["categories"]}',
    'paths = {one["id"]: one["path"] for one in coco["images"] if "problem" not in one}',
    'rows = [one for one in coco["annotations"] if one["image_id"] in paths]',
    'for path, name in [(paths[one["image_id"]], names[one["category_id"]]) for one in rows]:',
    '    file = (images / path).resolve()',
    '    assert file.is_relative_to(images), path',
    '    image = ImageOps.exif_transpose(Image.open(file)).convert("RGB")',
  ],
  notes: [
    'Ids of images and annotations belong to one file; the next export numbers its images anew. `item` is the key over files and exports. Ids of categories stay.',
    'Datumaro opens this folder as it is; put the images into `images/` beside `annotations/`.',
  ],
})
