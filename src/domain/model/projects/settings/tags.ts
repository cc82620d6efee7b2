import { z } from 'zod'
import { DomainError } from '../../../core/errors.ts'
import { identity, defineSetting } from './define-setting.ts'

export const maxTags = 50

const tagValue = z.string().max(256)

const tagsOf = <T extends z.ZodType>(value: T) =>
  z
    .record(z.string().min(1).max(256), value)
    .refine((all) => Object.keys(all).length <= maxTags, `must have at most ${maxTags} tags`)
    .meta({ maxProperties: maxTags })

const mergeTags = (
  patch: Readonly<Record<string, string | null>>,
  present: Readonly<Record<string, string>>,
): Record<string, string> => {
  const merged = new Map(Object.entries(present))
  for (const [name, value] of Object.entries(patch))
    if (value === null) merged.delete(name)
    else merged.set(name, value)
  if (merged.size > maxTags)
    throw new DomainError(
      'InvalidRequest',
      `A project has at most ${maxTags} tags, and this patch would result in ${merged.size}; clear some with null`,
      { target: 'tags' },
    )
  return Object.fromEntries(merged)
}

const storedTags = z.record(z.string(), z.string())

export const tags = defineSetting('tags', {
  schema: tagsOf(tagValue).optional(),
  stored: storedTags.default({}),
  store: identity,
  shown: storedTags,
  show: identity,
  clear: 'ToDefault',
  audit: 'NameOnly',
  patch: { schema: tagsOf(tagValue.nullable()), merge: mergeTags },
})
