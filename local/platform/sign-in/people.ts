import { createHash } from 'node:crypto'
import { z } from 'zod'
import { openDataFile } from '../data-file.ts'
import type { DataFolder } from '../data-folder.ts'
import { replacePrivately } from '../private-file.ts'

export const roleNames = ['Admin', 'Reviewer', 'Labeler'] as const
export type RoleName = (typeof roleNames)[number]

const person = z.object({
  /** The object id in tokens. */
  id: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._@-]{0,127}$/),
  name: z.string().min(1).max(100),
  role: z.enum(roleNames),
})
export type Person = z.infer<typeof person>

/** Those of the documentation and the demo. */
const usual: readonly Person[] = [
  { id: 'lead', name: 'Lead', role: 'Admin' },
  { id: 'reviewer', name: 'Reviewer', role: 'Reviewer' },
  { id: 'ann', name: 'Ann', role: 'Labeler' },
  { id: 'ben', name: 'Ben', role: 'Labeler' },
]

/** People that can be added; the oldest is left out then. */
const maxAdded = 50

export interface People {
  readonly list: () => readonly Person[]
  readonly find: (id: string) => Person | undefined
  /** Adds a person, or gives the one with this name another role. Undefined if the name has nothing to read. */
  readonly add: (name: string, role: RoleName) => Promise<Person | undefined>
}

/** The id for a name: in Latin letters as `npm run token` takes it, otherwise a short hash. */
const idOf = (name: string): string => {
  const latin = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return /[a-z0-9]/.test(latin)
    ? latin
    : `person-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

const readable = (text: string): string =>
  text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 100)

export const openPeople = async (folder: DataFolder): Promise<People> => {
  const file = folder.file('people.json')
  let added: readonly Person[] = await openDataFile(file, {
    schema: z.array(person),
    make: () => '[]',
    withoutIt: 'people who were added to the sign-in page are added again there',
  })
  const list = (): readonly Person[] => [
    ...usual.filter(({ id }) => !added.some((one) => one.id === id)),
    ...added,
  ]
  return {
    list,
    find: (id) => list().find((one) => one.id === id),
    add: async (text, role) => {
      const name = readable(text)
      if (name === '') return undefined
      const one = { id: idOf(name), name, role }
      added = [...added.filter(({ id }) => id !== one.id), one].slice(-maxAdded)
      await replacePrivately(file, JSON.stringify(added))
      return one
    },
  }
}
