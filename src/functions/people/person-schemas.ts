import { z } from 'zod'
import { userId } from '../../domain/core/ids.ts'

export const nameField = z.string().optional().meta({
  description:
    'The name of the person, for people to read; absent if it is not known. It is that of the person’s last token, and changes with it.',
  example: 'Ann Lee',
})

export const personBody = z
  .object({
    user: userId.meta({ description: 'The object id of the user in the directory (the claim `oid`)' }),
    name: nameField,
  })
  .meta({ id: 'PersonInBrief', description: 'A user, with a name where it is known' })
