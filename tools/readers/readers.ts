import type { ReaderFormat } from './cases.ts'

/** A Python package that opens exports. Its version is in the requirements of its environment. */
export interface Reader {
  /** Its name on PyPI. */
  readonly name: string
  /** The file of requirements that it is installed from, without the extension. */
  readonly environment: 'annotations' | 'tables'
  readonly formats: readonly ReaderFormat[]
  /** The call that opens an export. */
  readonly call: string
  /** What it refuses in each file of the kind, not in ours only. */
  readonly refuses?: { readonly project: string; readonly error: string; readonly because: string }
  /** Lists the classes in the order of the file. Other readers sort them, or list the chosen ones only. */
  readonly keepsOrder?: true
}

const annotations = (name: string, call: string, more: Partial<Reader> = {}): Reader => ({
  name,
  environment: 'annotations',
  formats: ['Coco'],
  call,
  ...more,
})

const tables = (
  name: string,
  call: string,
  formats: readonly ReaderFormat[] = ['Dataset', 'Csv'],
): Reader => ({ name, environment: 'tables', formats, call })

/** Every reader that exports are tried with. */
export const readers: readonly Reader[] = [
  annotations('pycocotools', '`COCO(file)`', { keepsOrder: true }),
  annotations('torchvision', '`CocoDetection(images, file)`', { keepsOrder: true }),
  annotations('supervision', '`DetectionDataset.from_coco(images, file)`'),
  annotations('datumaro', "`Dataset.import_from(folder, 'coco')`", {
    refuses: {
      project: 'class-tree',
      error: 'RepeatedItemError',
      because: 'two pictures of a part whose names differ in the extension only',
    },
  }),
  annotations('label-studio-sdk', '`convert_coco_to_ls(file, tasks)`'),
  annotations('globox', '`AnnotationSet.from_coco(file)`', { keepsOrder: true }),
  annotations('labelformat', '`COCOObjectDetectionInput(file)`', { keepsOrder: true }),
  annotations('pylabel', '`importer.ImportCoco(file)`'),
  tables('mltable', '`load(folder).to_pandas_dataframe()`', ['Dataset']),
  tables('datasets', '`load_dataset(folder)`', ['Coco', 'Dataset', 'Csv']),
  tables(
    'pandas',
    '`read_json(file, lines=True, dtype=False)`, `read_csv(file, dtype=str, keep_default_na=False)`',
  ),
  tables('polars', '`read_ndjson(file)`, `read_csv(file, infer_schema=False)`'),
  tables('duckdb', '`read_json(file)`, `read_csv(file, all_varchar=True)`'),
  tables('pyarrow', '`json.read_json(file)`, `csv.read_csv(file)`'),
]
