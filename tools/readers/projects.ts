import type { Picture } from './pictures.ts'

export interface ClassEntry {
  readonly id?: string
  readonly name: string
  readonly classes?: readonly ClassEntry[] | undefined
}

export interface ReaderProject {
  readonly name: string
  readonly taskType: 'MultiClass' | 'MultiLabel'
  readonly settings?: Readonly<Record<string, unknown>>
  /** The container of its pictures, and the folder in it that the datastore is. */
  readonly container: string
  readonly prefix?: string
  readonly classes: readonly ClassEntry[]
  readonly labelsOf: (picture: Picture) => readonly string[]
  /** The classes after the labeling: renamed, withdrawn, in another order. */
  readonly change?: (classes: readonly ClassEntry[]) => readonly ClassEntry[]
}

const oddClasses = [
  'Cat',
  'Hot dog',
  'Crème brûlée',
  'Salt, pepper',
  'Say "hi"',
  '猫 🐈',
  "Rock 'n' roll",
  '50% & more #1?',
]

const colors = ['Red', 'Green', 'Blue', 'Yellow']
const fades = ['Down, slowly', 'Across']

const choose = (names: readonly string[], index: number): string => names[index % names.length] ?? ''

/** None to four classes, of both levels. */
const treeLabels = ({ look, path }: Picture): readonly string[] => {
  if (look % 11 === 10) return []
  if (look % 13 === 12) return ['NA']
  const color = `Color/${choose(colors, look)}`
  const fade = `Fade/${choose(fades, Math.floor(look / 4))}`
  if (look % 5 === 0) return ['Color', color, fade]
  return path.startsWith('formats/') ? [fade] : [color, fade]
}

const toEntries = (names: readonly string[]): readonly ClassEntry[] => names.map((name) => ({ name }))

export const readerProjects: readonly ReaderProject[] = [
  {
    name: 'one-class',
    taskType: 'MultiClass',
    container: 'pictures',
    classes: toEntries([...oddClasses, 'Never chosen']),
    labelsOf: ({ look }) => [choose(oddClasses, look)],
    change: (classes) =>
      classes
        .map((one) => (one.name === 'Cat' ? { ...one, name: 'House cat' } : one))
        .filter(({ name }) => name !== 'Hot dog')
        .toReversed(),
  },
  {
    name: 'class-tree',
    taskType: 'MultiLabel',
    settings: { allowNoClass: true },
    container: 'archive',
    prefix: 'lab data/2026/',
    classes: [
      { name: 'Color', classes: toEntries(colors) },
      { name: 'Fade', classes: toEntries(fades) },
      { name: 'NA' },
      { name: 'Never chosen' },
    ],
    labelsOf: treeLabels,
  },
]
