import type { Image } from './world.ts'

/** How a program did the job: what it printed, and the first thing that is not as it must be. */
export interface Judgement {
  readonly steps: number
  readonly problem?: string
}

/** What a job is held against. */
export interface Expectation {
  /** The images of the dataset. */
  readonly images: readonly Image[]
  /** The error code of an item that is not there. */
  readonly missingCode: string
}

interface Step {
  readonly title: string
  readonly value: string
}

const classes = 'Bag, Ankle boot, Coat, Größe ≠'

/** The files that an export has at least, beside its manifest. */
const filesOf = {
  Coco: [/^(?!manifest)[\w-]+\.json$/],
  Csv: [/^\w+\.csv$/],
  Dataset: [/^\w+\.jsonl$/, /^MLTable$/],
} as const

const exportedRows = 4

const beforeImage = (images: readonly Image[]): readonly string[] => {
  const folders = new Set(images.map(({ path }) => path.split('/')[0]))
  const bags = images.filter(({ path }) => path.startsWith('Bag/'))
  const bytes = bags.reduce((sum, { bytes }) => sum + bytes.length, 0)
  return [
    'datastore: AzureBlob ManagedIdentity',
    `browse: ${folders.size} folders, ${bags.length} files of ${bytes} bytes`,
    'dataset: Image',
    `project: ${classes}`,
    'import: Succeeded, Running',
    'first page: Accepted',
    'page: 5 items, 4 classes, waiting none',
    'page again: same',
  ]
}

const afterImage = ({ images, missingCode }: Expectation): readonly string[] => [
  'submit: Accepted Accepted Accepted Accepted Accepted',
  'submit again: Accepted Accepted Accepted Accepted Accepted',
  `progress: 5 labeled, 1 skipped, ${images.length - 6} unlabeled`,
  `list: ${images.length} items in ${Math.ceil(images.length / 5)} lists`,
  'approve: Accepted Accepted',
  'reject: Accepted',
  'accept skip: Accepted',
  'relabel: Coat, labeled',
  'stale: 412 PreconditionFailed',
  `missing: 404 ${missingCode}`,
  'patch: Shoes and bags',
  'patch with null: none, 4 classes, Disabled',
]

const atTheEnd = ['delete: Succeeded', 'gone: 404 ProjectNotFound']

const textOf = ({ title, value }: Step): string => `${title}: ${value}`

const readSteps = (output: string): readonly Step[] =>
  output
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf(': ')
      return at < 0 ? { title: line, value: '' } : { title: line.slice(0, at), value: line.slice(at + 2) }
    })

const expectStep = (found: Step | undefined, expected: string): string | undefined => {
  const text = found === undefined ? 'nothing' : textOf(found)
  return text === expected ? undefined : `expected '${expected}', got '${text}'`
}

const checkImage = (found: Step | undefined, images: readonly Image[]): string | undefined => {
  const known = images.map(({ path, sha256 }) => `image: ${path} ${sha256}`)
  const text = found === undefined ? 'nothing' : textOf(found)
  return known.includes(text) ? undefined : `expected an image with its sha256, got '${text}'`
}

const fileLine = /^(\w+) (\S+) (\d+) ([0-9a-f]{64}) ([0-9a-f]{64})$/

/** The sha256 that the service says, and the one of the bytes that arrived. */
const checkFile = (value: string, format: string): string | undefined => {
  const [, ofFormat, , , said, computed] = fileLine.exec(value) ?? []
  if (ofFormat !== format) return `expected a file of ${format}, got '${value}'`
  return said === computed ? undefined : `the bytes differ from the sha256: '${value}'`
}

const checkExport = (found: readonly Step[], format: keyof typeof filesOf): string | undefined => {
  const files = found.filter(({ title }) => title === 'file').map(({ value }) => value)
  const problem = files.map((value) => checkFile(value, format)).find((one) => one !== undefined)
  if (problem !== undefined) return problem
  const names = files.map((value) => value.split(' ')[1] ?? '')
  const missing = [...filesOf[format], /^manifest\.json$/].find(
    (name) => !names.some((one) => name.test(one)),
  )
  if (missing !== undefined) return `the export ${format} has no file ${missing.source}`
  return expectStep(
    found.at(-1),
    `export: ${format} Succeeded, ${exportedRows} rows in ${files.length} files`,
  )
}

/** The steps of each export: its files, and the line that ends them. */
const cutExports = (
  steps: readonly Step[],
): { readonly parts: readonly (readonly Step[])[]; readonly rest: readonly Step[] } => {
  const parts: (readonly Step[])[] = []
  let rest = steps
  while (rest[0]?.title === 'file') {
    const end = rest.findIndex(({ title }) => title !== 'file')
    const length = end < 0 ? rest.length : end + 1
    parts.push(rest.slice(0, length))
    rest = rest.slice(length)
  }
  return { parts, rest }
}

const firstProblem = (steps: readonly Step[], expected: Expectation): string | undefined => {
  const { images } = expected
  const before = beforeImage(images)
  const after = afterImage(expected)
  const fixed = before.length + 1 + after.length
  const { parts, rest } = cutExports(steps.slice(fixed))
  const problems = [
    ...before.map((expected, index) => expectStep(steps[index], expected)),
    checkImage(steps[before.length], images),
    ...after.map((expected, index) => expectStep(steps[before.length + 1 + index], expected)),
    ...(['Coco', 'Csv', 'Dataset'] as const).map((format, index) => checkExport(parts[index] ?? [], format)),
    ...atTheEnd.map((expected, index) => expectStep(rest[index], expected)),
    rest.length > atTheEnd.length
      ? `there is more than the job: '${rest.slice(atTheEnd.length).map(textOf).join("', '")}'`
      : undefined,
  ]
  return problems.find((problem) => problem !== undefined)
}

/** Holds what a program printed, a line for each step, against what the service and the storage have. */
export const judgeSteps = (output: string, expected: Expectation): Judgement => {
  const steps = readSteps(output)
  const problem = firstProblem(steps, expected)
  return { steps: steps.length, ...(problem !== undefined && { problem }) }
}
