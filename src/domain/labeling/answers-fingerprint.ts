import { createHash } from 'node:crypto'
import type { ItemId } from '../core/ids.ts'
import type { GivenOutcome } from '../model/items/change-item.ts'
import { labelMeaning } from '../tasks/label-meaning.ts'
import type { Task } from '../tasks/task.ts'
import type { GivenAnswer } from './judge-answers.ts'

const sha256 = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url')

/** A hash of answers as they were sent, without their order. Version 0.1.0 stored the same hash. */
export const requestFingerprint = (answers: readonly GivenAnswer[]): string =>
  sha256(answers.toSorted((one, other) => (one.item < other.item ? -1 : 1)))

/** A hash of answers as they are stored. Answers with the same meaning have the same hash, however they were written. */
export const answersFingerprint = (task: Task, judged: ReadonlyMap<ItemId, GivenOutcome>): string =>
  sha256(
    [...judged]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([item, given]) =>
        given.type === 'Label'
          ? [item, given.type, labelMeaning(task, given.label)]
          : [item, given.type, given.reason],
      ),
  )
