import { encodePath, isJoinablePath } from '../core/safe-path.ts'
import { asText, asTextAnywhere, hasInnerFormula, replaceInnerFormulas } from '../core/spreadsheet-text.ts'
import { toIso } from '../core/time.ts'
import { datastoreUrlOf } from '../model/exports/file-urls.ts'
import type { Format, StreamWriter, WriteContext } from './format.ts'
import { csvColumns } from './csv-columns.ts'
import { csvGuide } from './csv-guide.ts'
import { escaped, jsonText } from '../core/json-text.ts'
import { createLabelNames } from './label-names.ts'
import { rowFactsOf } from './row-facts.ts'

const needsQuotes = /[",\r\n]/
const control = /\p{Cc}/u

const quoted = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const isPlain = (path: string): boolean => !hasInnerFormula(path) && !control.test(path)

/** The path as it is; `./` before a sign that begins a formula keeps it the same file. */
const pathText = (path: string): string => {
  const text = isPlain(path) ? path : encodePath(path)
  return asText(text) === text ? text : `./${text}`
}

/** A list of JSON with the names as they are: a sign that would begin a formula is escaped. */
const listText = (names: readonly string[]): string => replaceInnerFormulas(jsonText(names), escaped)

/**
 * RFC 4180 in UTF-8 with CRLF. `Label` joins names with `,` as Azure ML does; `Labels` has them as a list of JSON, because names may
 * contain commas. `State` distinguishes a label without a class (`labeled`, `approved`; `Labels` is `[]`) from no label
 * (`unlabeled`, `skipped`; `Labels` is empty), which occurs only with include `All`. A field that begins
 * like a formula (`=`, `+`, `-`, `@`, a tab or line break, full-width forms) gets a leading `'`, so that a spreadsheet
 * shows it as text. The schema of class names excludes such names today; labels of earlier versions may have them. A formula
 * within a field that follows `;`, a tab or a line break gets the `'` as well: spreadsheets of many countries separate by `;`.
 * A path of such a kind is encoded or begins with `./` instead, so that readers still find the file.
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
      const { decided, item } = row
      const names = labelNames(row)
      const label = (regions === 'Many' ? names?.join(',') : names?.[0]) ?? ''
      if (asTextAnywhere(label) !== label) row.countUnsupported('FormulaInLabel')
      const facts = rowFactsOf(plan, row)
      const fields: Readonly<Record<(typeof csvColumns)[number], string>> = {
        Url: datastoreUrlOf(plan, item.path, (path) => isJoinablePath(path) && isPlain(path)),
        Label: asTextAnywhere(label),
        State: facts.state,
        LabeledBy: asTextAnywhere(decided?.by ?? ''),
        LabeledAt: decided ? toIso(decided.at) : '',
        Labels: names ? listText(names) : '',
        Item: facts.item,
        Path: pathText(facts.path),
        AbsoluteUrl: facts.absoluteUrl,
        Orientation: facts.orientation === undefined ? '' : String(facts.orientation),
        Part: facts.part ?? '',
        Problem: facts.problem ?? '',
      }
      append(0, `${csvColumns.map((column) => quoted(fields[column])).join(',')}\r\n`)
    },
    frame: () => [`${csvColumns.join(',')}\r\n`, ''],
    companions: () => [],
  }
}

export const csv: Format = {
  name: 'Csv',
  about: 'A table with URL, classes, state, labeler and time of each item',
  notes:
    "`Label` has the names joined by a comma, as Azure ML writes them; `Labels` has them as a list of JSON. A value that begins like a formula gets a leading `'`, as does a formula after `;`, a tab or a line break within a value, where a reader with another separator begins a cell; `Labels` has the name itself. A path of such a kind begins with `./` or is percent-encoded.",
  extension: '.csv',
  version: '1.0',
  takes: ['Class'],
  needs: [],
  options: {},
  guide: csvGuide,
  layout: 'Stream',
  write: writeCsv,
}
