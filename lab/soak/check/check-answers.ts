import type { Check, Evidence, Finding } from './evidence.ts'
import { answersOf, contradictions, givenIn, storedKey, type GivenAnswer } from './given.ts'
import { groupBy } from './group-by.ts'
import type { Segment } from './read-store.ts'
import { mostHistory, type StoredItem } from './shapes.ts'

const show = ({ user, labels }: Pick<GivenAnswer, 'user' | 'labels'>): string => `${user}'s ${labels}`
const keyOf = ({ user, labels }: Pick<GivenAnswer, 'user' | 'labels'>): string => `${user} ${labels}`

/** Holds what an item has against what was given for it, one to one, by who gave it and what. */
const matchItem = (
  { project }: Segment,
  item: StoredItem,
  given: readonly GivenAnswer[],
): { readonly foreign: string[]; readonly lost: string[] } => {
  const labelsOf = storedKey(project)
  const where = `${project.id} ${item.id}`
  const stored = groupBy(
    answersOf(item).map((answer) => ({ user: answer.by, labels: labelsOf(answer) })),
    keyOf,
  )
  const known = groupBy(given, keyOf)
  const foreign = [...stored].flatMap(([key, answers]) => {
    const most = known.get(key)?.length ?? 0
    const [answer] = answers
    return answer && answers.length > most
      ? [`${where}: ${show(answer)} is there ${answers.length} times, and was given ${most} times`]
      : []
  })
  const lost = [...known].flatMap(([key, answers]) => {
    const sure = answers.filter((one) => one.sure)
    const [answer] = sure
    const found = stored.get(key)?.length ?? 0
    return answer && found < sure.length && item.history.length < mostHistory
      ? [
          `${where}: ${show(answer)}, acknowledged ${sure.length} times, first at ${answer.to}, is there ${found} times`,
        ]
      : []
  })
  return { foreign, lost }
}

const matchProject = ({ store, history }: Evidence, name: string) => {
  const given = givenIn(history, name)
  const segments = store.segments.filter(({ project }) => project.id === name)
  const found = new Set<string>()
  const foreign: string[] = []
  const lost: string[] = []
  for (const segment of segments)
    for (const item of segment.items) {
      found.add(item.id)
      const result = matchItem(segment, item, given.get(item.id) ?? [])
      foreign.push(...result.foreign)
      lost.push(...result.lost)
    }
  for (const [id, answers] of given)
    if (!found.has(id) && answers.some(({ sure }) => sure))
      lost.push(`${name} ${id}: it was answered, and the item is not there`)
  return { given: [...given.values()].flat(), foreign, lost }
}

/** Each acknowledged answer is there once, and nothing is there that nobody gave. */
export const checkAnswers: Check = (evidence) => {
  const names = evidence.store.projects.map(({ id }) => id)
  const all = names.map((name) => matchProject(evidence, name))
  const stored = evidence.store.segments.flatMap(({ items }) => items.flatMap(answersOf))
  const sure = all.flatMap(({ given }) => given).filter((one) => one.sure)
  const pages = evidence.history.calls.filter(({ action }) => action === 'submitPage')
  return [
    {
      rule: 'every acknowledged answer is there',
      looked: sure.length,
      problems: all.flatMap(({ lost }) => lost),
    },
    {
      rule: 'every answer that is there was given, once',
      looked: stored.length,
      problems: all.flatMap(({ foreign }) => foreign),
    },
    {
      rule: 'a page is acknowledged with one answer to each item',
      looked: pages.length,
      problems: names.flatMap((name) => contradictions(evidence.history, name)),
    },
  ] satisfies Finding[]
}
