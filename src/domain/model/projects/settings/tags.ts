import { z } from 'zod'
import { DomainError } from '../../../core/errors.ts'
import { identity, defineSetting } from './define-setting.ts'

export const maxTags = 50

const maxLength = 256
const tagValue = z.string().max(maxLength)

/** The name of a tag in the form in which it is stored, so that names that look the same are one name. */
const inOneForm = (name: string): string => name.normalize('NFC')

const tagName = z
  .string()
  .min(1)
  .max(maxLength)
  .refine(
    (name) => inOneForm(name).length <= maxLength,
    'is too long in the Unicode form NFC; use a shorter name',
  )

const namesOf = (all: object): readonly string[] => Object.keys(all).map(inOneForm)

const tagsOf = <T extends z.ZodType>(value: T) =>
  z
    .record(tagName, value)
    .refine((all) => Object.keys(all).length <= maxTags, `must have at most ${maxTags} tags`)
    .refine(
      (all) => new Set(namesOf(all)).size === Object.keys(all).length,
      'has two names that look the same',
    )
    .meta({ maxProperties: maxTags })

const inOneFormEach = (tags: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [inOneForm(name), value]))

const mergeTags = (
  patch: Readonly<Record<string, string | null>>,
  present: Readonly<Record<string, string>>,
): Record<string, string> => {
  const merged = new Map(Object.entries(present))
  for (const [given, value] of Object.entries(patch)) {
    const name = inOneForm(given)
    // Earlier versions stored names in any form.
    for (const other of merged.keys()) if (other !== name && inOneForm(other) === name) merged.delete(other)
    if (value === null) merged.delete(name)
    else merged.set(name, value)
  }
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
  schema: tagsOf(tagValue)
    .optional()
    .meta({ description: `Names and values for your own use, at most ${maxTags}` }),
  stored: storedTags.default({}),
  store: inOneFormEach,
  shown: storedTags.meta({ description: 'Names and values for your own use' }),
  show: identity,
  clear: 'ToDefault',
  audit: 'NameOnly',
  patch: {
    schema: tagsOf(tagValue.nullable()).meta({
      description: 'Tags to add or change; a tag with the value null is removed',
    }),
    merge: mergeTags,
  },
})
