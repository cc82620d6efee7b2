import type { ExportRow, Format, StreamWriter, WriteContext } from './format.ts'
import { createLabelNames } from './label-names.ts'
import { extensionOf } from '../model/datasets/media-files.ts'
import { datastoreUrlOf } from '../model/exports/file-urls.ts'

const mlTable = (file: string): string => `paths:
  - file: ./${file}
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

const details = ({ item, size }: ExportRow): string =>
  size
    ? `,"image_details":{"format":${JSON.stringify(formatOf(item))},"width":"${size.width}px","height":"${size.height}px"}`
    : ''

/**
 * A labeled dataset of Azure ML: JSON Lines with one object for each item, and an `MLTable` file that reads them. `label` is
 * a name, or a list of names in a multi-label project. Items without a label (only with include `All`) have no `label`.
 */
const writeDataset = ({ plan, regions }: WriteContext): StreamWriter => {
  const labelNames = createLabelNames(plan.classes)
  const label = (row: ExportRow): string => {
    const names = labelNames(row)
    if (!names) return ''
    return `,"label":${JSON.stringify(regions === 'Many' ? names : (names[0] ?? ''))}`
  }
  return {
    sections: 1,
    separator: '',
    fileName: (split) => {
      const name = split === undefined ? 'annotations.jsonl' : `${split}_annotations.jsonl`
      return { name, path: split === undefined ? name : `${split}/${name}`, contentType: 'application/jsonl' }
    },
    write: (row, append) => {
      const url = JSON.stringify(datastoreUrlOf(plan, row.item.path))
      append(0, `{"image_url":${url}${details(row)}${label(row)}}\n`)
    },
    frame: () => ['', ''],
    companions: (split) => [
      split === undefined
        ? {
            name: 'MLTable',
            path: 'MLTable',
            contentType: 'text/yaml',
            content: mlTable('annotations.jsonl'),
          }
        : {
            name: `${split}-MLTable`,
            path: `${split}/MLTable`,
            contentType: 'text/yaml',
            content: mlTable(`${split}_annotations.jsonl`),
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
  options: { name: 'The labeled dataset that gets a version. Default `<project>-labeled`' },
  registersDataset: true,
  layout: 'Stream',
  write: writeDataset,
}
