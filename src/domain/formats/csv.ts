import { asText, asTextAnywhere } from '../core/spreadsheet-text.ts'
import { toIso } from '../core/time.ts'
import type { Format, StreamWriter, WriteContext } from './format.ts'
import { createLabelNames } from './label-names.ts'
import { datastoreUrlOf } from '../model/exports/file-urls.ts'

const needsQuotes = /[",\r\n]/

const field = (value: string): string => {
  const text = asTextAnywhere(value)
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Joins names with `;`. Within a name, `;` becomes `\;` and `\` becomes `\\`. */
const joined = (names: readonly string[]): string =>
  names.map((name) => asText(name).replaceAll(/[\\;]/g, (character) => `\\${character}`)).join(';')

/**
 * RFC 4180 in UTF-8 with CRLF. `State` distinguishes a label without a class (`labeled`, `approved`) from no label
 * (`unlabeled`, `skipped`), which occurs only with include `All`. A field, and each name in a list of labels, that begins
 * like a formula (`=`, `+`, `-`, `@`, a tab or line break, full-width forms) gets a leading `'`, so that a spreadsheet
 * shows it as text. The schema of class names excludes such names today; labels of earlier versions may have them. A formula
 * within a field that follows `;`, a tab or a line break gets the `'` as well: spreadsheets of many countries separate by `;`.
 */
const writeCsv = ({ plan, regions }: WriteContext): StreamWriter => {
  const labelNames = createLabelNames(plan.classes)
  return {
    sections: 1,
    separator: '',
    fileName: (split) => {
      const name = split === undefined ? 'labeledDatapoints.csv' : `labeledDatapoints-${split}.csv`
      return { name, path: name, contentType: 'text/csv; charset=utf-8' }
    },
    write: (row, append) => {
      const { decided, item, state } = row
      const names = labelNames(row) ?? []
      const label = regions === 'Many' ? joined(names) : (names[0] ?? '')
      const by = decided ? [decided.by, toIso(decided.at)] : ['', '']
      const fields = [datastoreUrlOf(plan, item.path), label, state, ...by]
      append(0, `${fields.map(field).join(',')}\r\n`)
    },
    frame: () => ['Url,Label,State,LabeledBy,LabeledAt\r\n', ''],
    companions: () => [],
  }
}

export const csv: Format = {
  name: 'Csv',
  about: 'A table with URL, classes, state, labeler and time of each item',
  notes:
    "A value that begins like a formula gets a leading `'`, as does a formula after `;`, a tab or a line break within a value, where a reader with another separator begins a cell.",
  extension: '.csv',
  version: '1.0',
  takes: ['Class'],
  needs: [],
  options: {},
  layout: 'Stream',
  write: writeCsv,
}
