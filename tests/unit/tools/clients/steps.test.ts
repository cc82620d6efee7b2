import { describe, expect, it } from '@jest/globals'
import { judgeSteps } from '../../../../tools/clients/steps.ts'

const image = (path: string, digit: string) => ({
  path,
  bytes: Buffer.alloc(10),
  sha256: digit.repeat(64),
})
const images = [
  'Bag/1.png',
  'Bag/2.png',
  'Coat/1.png',
  'Coat/2.png',
  'Boot/1.png',
  'Boot/2.png',
  'Boot/3.png',
].map((path, index) => image(path, String(index)))
const expected = { images, missingCode: 'ItemNotFound' }
const hash = 'a'.repeat(64)

const good = [
  'datastore: AzureBlob ManagedIdentity',
  'browse: 3 folders, 2 files of 20 bytes',
  'dataset: Image',
  'project: Bag, Ankle boot, Coat, Größe ≠',
  'import: Succeeded, Running',
  'first page: Accepted',
  'page: 5 items, 4 classes, waiting none',
  'page again: same',
  `image: Coat/1.png ${'2'.repeat(64)}`,
  'submit: Accepted Accepted Accepted Accepted Accepted',
  'submit again: Accepted Accepted Accepted Accepted Accepted',
  'progress: 5 labeled, 1 skipped, 1 unlabeled',
  'list: 7 items in 2 lists',
  'approve: Accepted Accepted',
  'reject: Accepted',
  'accept skip: Accepted',
  'relabel: Coat, labeled',
  'stale: 412 PreconditionFailed',
  'missing: 404 ItemNotFound',
  'patch: Shoes and bags',
  'patch with null: none, 4 classes, Disabled',
  `file: Coco coco.json 12 ${hash} ${hash}`,
  `file: Coco manifest.json 12 ${hash} ${hash}`,
  'export: Coco Succeeded, 4 rows in 2 files',
  `file: Csv labels.csv 12 ${hash} ${hash}`,
  `file: Csv manifest.json 12 ${hash} ${hash}`,
  'export: Csv Succeeded, 4 rows in 2 files',
  `file: Dataset labels.jsonl 12 ${hash} ${hash}`,
  `file: Dataset MLTable 12 ${hash} ${hash}`,
  `file: Dataset manifest.json 12 ${hash} ${hash}`,
  'export: Dataset Succeeded, 4 rows in 3 files',
  'delete: Succeeded',
  'gone: 404 ProjectNotFound',
]

const judge = (lines: readonly string[]) => judgeSteps(`${lines.join('\n')}\n`, expected)
const change = (from: string, to: string): readonly string[] => {
  expect(good.filter((line) => line.includes(from))).not.toEqual([])
  return good.map((line) => line.replace(from, to))
}

describe('the job of a client', () => {
  it('is done if each step has its result', () => {
    expect(judge(good)).toEqual({ steps: good.length })
    expect(judgeSteps(good.join('\r\n'), expected)).toEqual({ steps: good.length })
  })

  it('is not done without any one of its steps', () => {
    for (const left of good) {
      const { problem } = judge(good.filter((line) => line !== left))
      expect([left, problem]).toEqual([left, expect.any(String)])
    }
  })

  it('is not done with any one of its steps changed', () => {
    for (const [index, line] of good.entries()) {
      const { problem } = judge(good.with(index, `${line} no`))
      expect([line, problem]).toEqual([line, expect.stringContaining(' no')])
    }
  })

  it('is not done if the program stops', () => {
    for (const length of good.keys())
      expect(judge(good.slice(0, length))).toEqual({ steps: length, problem: expect.any(String) })
  })

  it('says what is wrong', () => {
    const problems: readonly (readonly [readonly string[], string])[] = [
      [[], "expected 'datastore: AzureBlob ManagedIdentity', got 'nothing'"],
      [change('412', '200'), "expected 'stale: 412 PreconditionFailed', got 'stale: 200 PreconditionFailed'"],
      [change('2222', '3333'), 'expected an image with its sha256'],
      [change(`coco.json 12 ${hash}`, `coco.json 12 ${'b'.repeat(64)}`), 'the bytes differ from the sha256'],
      [change('Dataset MLTable', 'Dataset Table'), 'the export Dataset has no file ^MLTable$'],
      [
        change('file: Csv labels.csv', 'file: Coco labels.csv'),
        "expected a file of Csv, got 'Coco labels.csv",
      ],
      [change('Csv Succeeded, 4 rows', 'Csv Failed, 0 rows'), "got 'export: Csv Failed, 0 rows in 2 files'"],
      [[...good, 'Warning: more'], "there is more than the job: 'Warning: more'"],
    ]
    for (const [lines, problem] of problems) expect(judge(lines).problem).toContain(problem)
  })
})
