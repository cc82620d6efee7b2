import { extensionOf } from '../model/datasets/media-files.ts'
import { datastoreUrlOf } from '../model/exports/file-urls.ts'
import type { ExportRow, Format, StreamWriter, WriteContext } from './format.ts'
import { datasetGuide } from './dataset-guide.ts'
import { jsonText } from '../core/json-text.ts'
import { createLabelNames } from './label-names.ts'
import { rowFactsOf } from './row-facts.ts'

/** Scripts for Azure ML open the file by this name. */
const dataFile = 'labeledDatapoints.jsonl'

const mlTable = `paths:
  - file: ./${dataFile}
transformations:
  - read_json_lines:
      encoding: utf8
      invalid_lines: error
      include_path_column: false
  - convert_column_types:
      - columns: image_url
        column_type: stream_info
`

/** By content; by name for items whose header an earlier version read. */
const formatOf = ({ format, path }: ExportRow['item']): string => format ?? extensionOf(path) ?? ''

const detailsOf = ({ item, size }: ExportRow): object | undefined =>
  size && { format: formatOf(item), width: `${size.width}px`, height: `${size.height}px` }

/**
 * A labeled dataset of Azure ML: JSON Lines with one object for each item, and an `MLTable` file that reads them. `label` is
 * a name, or a list of names in a multi-label project. Items without a label (only with include `All`) have no `label`.
 * A reader outside of a workspace has no value for the column that it converts (`image_url`), so the other columns say where the
 * image is. Each column has values of one kind: readers type it by the first one and lose the others.
 */
const writeDataset = ({ plan, regions }: WriteContext): StreamWriter => {
  const labelNames = createLabelNames(plan.classes)
  return {
    sections: 1,
    separator: '',
    fileName: (split) =>
      split === undefined
        ? { name: dataFile, path: dataFile, contentType: 'application/jsonl' }
        : { name: `${split}-${dataFile}`, path: `${split}/${dataFile}`, contentType: 'application/jsonl' },
    write: (row, append) => {
      const names = labelNames(row)
      const { absoluteUrl, path, item, orientation, state, part, problem } = rowFactsOf(plan, row)
      const line = jsonText({
        image_url: plan.uri === 'Https' ? absoluteUrl : datastoreUrlOf(plan, path),
        image_details: detailsOf(row),
        label: regions === 'Many' ? names : names && (names[0] ?? ''),
        absolute_url: absoluteUrl,
        path,
        item,
        width: row.size?.width,
        height: row.size?.height,
        orientation,
        state,
        part,
        problem: problem ?? '',
      })
      append(0, `${line}\n`)
    },
    frame: () => ['', ''],
    companions: (split) => [
      {
        name: split === undefined ? 'MLTable' : `${split}-MLTable`,
        path: split === undefined ? 'MLTable' : `${split}/MLTable`,
        contentType: 'text/yaml',
        content: mlTable,
      },
    ],
  }
}

export const dataset: Format = {
  name: 'Dataset',
  about: 'JSON Lines with an MLTable file: a labeled dataset of Azure ML. Each export adds a version.',
  extension: '.jsonl',
  version: '1.0',
  takes: ['Class'],
  needs: ['Sizes'],
  options: {
    name: 'The labeled dataset that gets a version. Default `<project>-labeled`',
    uri: 'The URL in `image_url`: `AmlDatastore` (default), which a workspace of Azure ML with a datastore of this name opens, or `Https`, the URL of the blob. The long form `azureml://` is not written, because the service does not know the workspace',
  },
  registersDataset: true,
  guide: datasetGuide,
  layout: 'Stream',
  write: writeDataset,
}
