import { createHash } from 'node:crypto'
import type { LabelClass } from '../labels/label-class.ts'

/** A short hash of the path of each class, by id. */
export type ClassPaths = Readonly<Record<string, string>>

export const hashClassPaths = (classes: readonly Pick<LabelClass, 'id' | 'path'>[]): Record<string, string> =>
  Object.fromEntries(
    classes.map(({ id, path }) => [id, createHash('sha256').update(path).digest('base64url').slice(0, 8)]),
  )

/** The classes that had another path then. Rows name classes by their paths, so these rows changed for their reader. */
export const renamedSince = (then: ClassPaths, now: ClassPaths): string[] =>
  Object.entries(now).flatMap(([id, hash]) => (then[id] === undefined || then[id] === hash ? [] : [id]))
