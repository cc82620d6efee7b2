import type { Check, Evidence, Finding } from './evidence.ts'
import { answersOf, contradictions, givenIn, storedKey, type GivenAnswer } from './given.ts'
import type { Segment } from './read-store.ts'
import { mostHistory, type StoredItem } from './shapes.ts'

/** One clock on one machine; what it is rounded to. */
const slack = 5

const show = ({ user, labels }: Pick<GivenAnswer, 'user' | 'labels'>): string => `${user}'s ${labels}`

/**
 * Holds what an item has against what was given for it, one to one: each stored answer takes the given one that must have
 * been taken soonest.
 */
const matchItem = (
  segment: Segment,
  item: StoredItem,
  given: readonly GivenAnswer[],
): { readonly foreign: string[]; readonly lost: string[] } => {
  const keyOf = storedKey(segment.project)
  const left = new Set(given.toSorted((one, other) => one.to - other.to))
  const where = `${segment.project.id} ${item.id}`
  const foreign: string[] = []
  const stored = answersOf(item)
  for (const answer of stored.toSorted((one, other) => one.at - other.at)) {
    const labels = keyOf(answer)
    const mine = [...left].find(
      (one) =>
        one.user === answer.by &&
        one.labels === labels &&
        one.from - slack <= answer.at &&
        answer.at <= one.to + slack,
    )
    if (mine) left.delete(mine)
    else
      foreign.push(
        `${where}: ${show({ user: answer.by, labels })} of ${answer.at} is there, and was not given or is there twice`,
      )
  }
  const oldest = item.history.length < mostHistory ? Number.NEGATIVE_INFINITY : (stored[0]?.at ?? 0)
  const lost = [...left]
    .filter(({ sure, from }) => sure && from >= oldest)
    .map((one) => `${where}: ${show(one)}, acknowledged at ${one.to}, is not there`)
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
      rule: 'a page is acknowledged with one set of answers',
      looked: pages.length,
      problems: names.flatMap((name) => contradictions(evidence.history, name)),
    },
  ] satisfies Finding[]
}
