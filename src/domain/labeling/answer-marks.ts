import { createHash } from 'node:crypto'
import type { ItemId } from '../core/ids.ts'
import { jsonMeaning } from '../core/same-json.ts'
import type { GivenOutcome } from '../model/items/change-item.ts'
import { answerMarkLength } from '../model/leases/taken-answers.ts'
import { labelMeaning } from '../tasks/label-meaning.ts'
import type { Task } from '../tasks/task.ts'
import type { GivenAnswer } from './judge-answers.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

const halfLength = answerMarkLength / 2
/** 48 bits: enough to tell apart two answers of one person to one item. */
const half = (value: unknown): string => sha256(jsonMeaning(value)).slice(0, halfLength)

/** A hash of an answer as it was sent. It needs no class of the project, which may be withdrawn since. */
const sentHalf = ({ activeMs: _activeMs, ...answer }: GivenAnswer): string => half(answer)

/** A hash of an answer as it is stored. Answers with the same meaning have the same hash, however they were written. */
const storedHalf = (task: Task, given: GivenOutcome): string =>
  half(
    given.type === 'Label'
      ? [given.type, labelMeaning(task, given.label)]
      : [given.type, given.reason ?? null],
  )

/** By the mark of an answer a page recognizes it when it is sent again. */
export const answerMark = (task: Task, answer: GivenAnswer, given: GivenOutcome): string =>
  `${sentHalf(answer)}${storedHalf(task, given)}`

export const isSentAgain = (mark: string, answer: GivenAnswer): boolean =>
  mark.slice(0, halfLength) === sentHalf(answer)

export const hasSameMeaning = (mark: string, task: Task, given: GivenOutcome): boolean =>
  mark.slice(halfLength) === storedHalf(task, given)

/** A hash of a whole submit as it was sent, without the order of its answers. Earlier versions stored it. */
export const requestFingerprint = (answers: readonly GivenAnswer[]): string =>
  sha256(JSON.stringify(answers.toSorted((one, other) => (one.item < other.item ? -1 : 1))))

/** A hash of a whole submit as it is stored. Version 0.2.0 stored it, too. */
export const answersFingerprint = (task: Task, judged: ReadonlyMap<ItemId, GivenOutcome>): string =>
  sha256(
    JSON.stringify(
      [...judged]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([item, given]) =>
          given.type === 'Label'
            ? [item, given.type, labelMeaning(task, given.label)]
            : [item, given.type, given.reason],
        ),
    ),
  )
