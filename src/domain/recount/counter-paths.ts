import { counters, countersId, type CountersDocument } from '../model/items/counters.ts'

/** Counters of items by path, as increments name them: `open`, `states.labeled`, `classes.c1`. */
export type CountsByPath = Readonly<Record<string, number>>

const below = (group: string, counts: Readonly<Record<string, number>>): CountsByPath =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${group}.${name}`, count]))

export const toPaths = (document: CountersDocument): CountsByPath => {
  const { id: _, kind: __, epoch: ___, labelers: ____, states, classes, returned, ...plain } = document
  return {
    ...below('states', states),
    ...plain,
    ...(returned === undefined ? {} : { returned }),
    ...below('classes', classes),
  }
}

/** The counters document with exactly these counts of items, and the other fields of `kept`. */
export const fromPaths = (
  counts: CountsByPath,
  { epoch, labelers }: Pick<CountersDocument, 'epoch' | 'labelers'>,
): CountersDocument => {
  const document: Record<string, number | Record<string, number>> = { states: {}, classes: {} }
  for (const [path, count] of Object.entries(counts)) {
    const [group = '', name] = path.split('.')
    const found = document[group]
    if (name === undefined) document[group] = count
    else document[group] = { ...(typeof found === 'object' ? found : {}), [name]: count }
  }
  const form = labelers ? { returned: 0, ...document, labelers } : document
  return counters.parse({ document: { ...form, id: countersId, kind: 'counters', epoch }, etag: '' }).document
}
