import { counters, countersId, type CountersDocument } from '../model/items/counters.ts'

/** Counters of items by path, as increments name them: `open`, `states.labeled`, `classes.c1`. */
export type CountsByPath = Readonly<Record<string, number>>

const below = (group: string, counts: Readonly<Record<string, number>>): CountsByPath =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${group}.${name}`, count]))

export const toPaths = (document: CountersDocument): CountsByPath => {
  const { states, open, returned, missing, changed, problems, headersPending, classes } = document
  return {
    ...below('states', states),
    open,
    missing,
    changed,
    problems,
    headersPending,
    ...(returned === undefined ? {} : { returned }),
    ...below('classes', classes),
  }
}

/** The counters document with exactly these counts of items, and the other fields of `kept`. */
export const fromPaths = (counts: CountsByPath, kept: CountersDocument): CountersDocument => {
  const document: Record<string, number | Record<string, number>> = {
    states: {},
    classes: {},
    ...(kept.returned === undefined ? {} : { returned: 0 }),
  }
  for (const [path, count] of Object.entries(counts)) {
    const [group = '', name] = path.split('.')
    const found = document[group]
    if (name === undefined) document[group] = count
    else document[group] = { ...(typeof found === 'object' ? found : {}), [name]: count }
  }
  const { epoch, labelers, days, recent } = kept
  const others = { ...(labelers && { labelers }), ...(days && { days }), ...(recent && { recent }) }
  return counters.parse({
    document: { ...document, ...others, id: countersId, kind: 'counters', epoch },
    etag: '',
  }).document
}
