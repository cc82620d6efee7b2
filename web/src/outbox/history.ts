import type { GivenAnswer, Step } from './records.ts'

/** The answers of a page with the gestures that led to them. */
export interface History {
  readonly answers: ReadonlyMap<string, GivenAnswer>
  readonly steps: readonly Step[]
  /** The number of steps in force. */
  readonly cursor: number
}

export const emptyHistory: History = { answers: new Map(), steps: [], cursor: 0 }

export const sameAnswer = (one: GivenAnswer | undefined, other: GivenAnswer | undefined): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

const withAnswers = (
  answers: ReadonlyMap<string, GivenAnswer>,
  changes: readonly (readonly [item: string, answer: GivenAnswer | undefined])[],
): ReadonlyMap<string, GivenAnswer> => {
  const next = new Map(answers)
  for (const [item, answer] of changes) {
    if (answer === undefined) next.delete(item)
    else next.set(item, answer)
  }
  return next
}

/** One gesture over some items; undefined if it changes nothing. Steps that were undone are gone. */
export const change = (
  history: History,
  items: readonly string[],
  answer: (now: GivenAnswer | undefined) => GivenAnswer | undefined,
): History | undefined => {
  const changes = items
    .map((item) => {
      const before = history.answers.get(item)
      return { item, before, after: answer(before) }
    })
    .filter(({ before, after }) => !sameAnswer(before, after))
  if (changes.length === 0) return undefined
  return {
    answers: withAnswers(
      history.answers,
      changes.map(({ item, after }) => [item, after]),
    ),
    steps: [...history.steps.slice(0, history.cursor), { changes }],
    cursor: history.cursor + 1,
  }
}

export const undo = (history: History): History | undefined => {
  const step = history.steps[history.cursor - 1]
  if (!step) return undefined
  return {
    ...history,
    answers: withAnswers(
      history.answers,
      step.changes.map(({ item, before }) => [item, before]),
    ),
    cursor: history.cursor - 1,
  }
}

export const redo = (history: History): History | undefined => {
  const step = history.steps[history.cursor]
  if (!step) return undefined
  return {
    ...history,
    answers: withAnswers(
      history.answers,
      step.changes.map(({ item, after }) => [item, after]),
    ),
    cursor: history.cursor + 1,
  }
}

/** The items that differ between two states of a page. */
export const changedItems = (one: History, other: History): readonly string[] =>
  [...new Set([...one.answers.keys(), ...other.answers.keys()])].filter(
    (item) => !sameAnswer(one.answers.get(item), other.answers.get(item)),
  )
