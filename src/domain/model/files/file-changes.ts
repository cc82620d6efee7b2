import { z } from 'zod'

/**
 * What a refresh found, in items. `back`: items that were missing; one whose content changed meanwhile is also `changed`. A
 * step that is repeated after a crash does not count what it had changed before, so the numbers are then lower bounds, until
 * the end corrects `new`, and `missing` and `back` as far as the counters of the project show.
 */
export const fileChanges = z.object({
  new: z.number(),
  changed: z.number(),
  back: z.number(),
  missing: z.number(),
})
export type FileChanges = z.output<typeof fileChanges>

export const noChanges: FileChanges = { new: 0, changed: 0, back: 0, missing: 0 }

export const addChanges = (one: FileChanges, other: FileChanges): FileChanges => ({
  new: one.new + other.new,
  changed: one.changed + other.changed,
  back: one.back + other.back,
  missing: one.missing + other.missing,
})
