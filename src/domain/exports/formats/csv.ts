import { toIso } from '../../core/time.ts'
import type { CreateFormat } from './format.ts'
import { createLabelNames } from './labels.ts'
import { datastoreUrlOf } from './paths.ts'

const needsQuotes = /[",\r\n]/

const field = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Names in one field are joined by `;`; one within a name is written `\;`, a backslash `\\`. */
const joined = (names: readonly string[]): string =>
  names.map((name) => name.replaceAll(/[\\;]/g, (character) => `\\${character}`)).join(';')

/**
 * RFC 4180 in UTF-8, lines end in CRLF. `State` tells an image without a class (`labeled`, `approved`) from one without a
 * label (`unlabeled`, `skipped`), which is there only with include `All`.
 */
export const createCsv: CreateFormat = (plan) => {
  const labelNames = createLabelNames(plan.classes)
  return {
    sections: 1,
    separator: '',
    fileName: (split) => {
      const name = split === undefined ? 'labeledDatapoints.csv' : `labeledDatapoints-${split}.csv`
      return { name, path: name, contentType: 'text/csv; charset=utf-8' }
    },
    write: (row, append) => {
      const { answer, item, state } = row
      const names = labelNames(row) ?? []
      const label = plan.taskType === 'MultiLabel' ? joined(names) : (names[0] ?? '')
      const url = field(datastoreUrlOf(plan, item.path))
      append(0, `${url},${field(label)},${state},${answer?.by ?? ''},${answer ? toIso(answer.at) : ''}\r\n`)
    },
    frame: () => ['Url,Label,State,LabeledBy,LabeledAt\r\n', ''],
    companions: () => [],
  }
}
