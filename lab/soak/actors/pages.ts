import { z } from 'zod'
import { classNode, classPaths } from '../../../tools/class-tree.ts'
import type { Person } from '../client/person.ts'
import type { Reply } from '../client/send.ts'
import type { Given } from '../history/record.ts'
import type { SoakProject } from '../world.ts'

const held = z.object({
  id: z.string(),
  expiresAt: z.iso.datetime().optional(),
  items: z.array(z.object({ id: z.string() })).min(1),
  labelClasses: z.array(classNode),
})
export type HeldPage = z.output<typeof held>

const hold = z.object({ id: z.string(), expiresAt: z.iso.datetime() })
const submitted = z.object({
  results: z.array(
    z.object({
      item: z.string(),
      status: z.enum(['Accepted', 'Refused']),
      error: z.object({ code: z.string() }).optional(),
    }),
  ),
})

export interface PageRequest {
  readonly person: Person
  readonly project: SoakProject
}

const bodyOf = (reply: Reply | undefined): unknown => (reply?.code === undefined ? reply?.body : undefined)

export const requestPage = ({ person, project }: PageRequest, size: number): Promise<Reply | undefined> =>
  person.record(
    { action: 'takePage', project: project.name },
    'POST',
    `/projects/${project.name}/pages`,
    { body: { size }, key: person.key() },
    (body) => {
      const page = held.safeParse(body).data
      return page?.expiresAt === undefined
        ? {}
        : {
            granted: {
              page: page.id,
              expiresAt: Date.parse(page.expiresAt),
              items: page.items.map(({ id }) => id),
            },
          }
    },
  )

/** Undefined: there is none now. */
export const heldPage = (reply: Reply | undefined): HeldPage | undefined => held.safeParse(bodyOf(reply)).data

export const askForPage = async (request: PageRequest, size: number): Promise<HeldPage | undefined> =>
  heldPage(await requestPage(request, size))

/** An answer for each item of a page; some are skips. */
export const answersFor = ({ person: { random }, project }: PageRequest, page: HeldPage): Given[] => {
  const classes = classPaths(page.labelClasses)
  return page.items.map(({ id }) => {
    if (random.chance(0.06)) return { item: id }
    const count = project.taskType === 'MultiClass' ? 1 : random.whole(1, 3)
    return { item: id, labels: random.some(classes, count) }
  })
}

export const submit = async (
  { person, project }: PageRequest,
  page: HeldPage,
  answers: readonly Given[],
  key: string | undefined,
  options: { readonly partial?: true } = {},
): Promise<string | undefined> => {
  const body = {
    ...options,
    answers: answers.map(({ item, labels }) =>
      labels === undefined ? { item, skip: true, reason: 'It cannot be seen' } : { item, labels },
    ),
  }
  const reply = await person.record(
    { action: 'submitPage', project: project.name, page: page.id, answers: [...answers] },
    'POST',
    `/projects/${project.name}/pages/${page.id}/submit`,
    { body, key },
    (found) => ({
      accepted: submitted
        .parse(found)
        .results.filter(({ status }) => status === 'Accepted')
        .map(({ item }) => item),
    }),
  )
  return reply?.code === undefined && reply ? JSON.stringify(submitted.parse(reply.body).results) : undefined
}

export const renew = async ({ person, project }: PageRequest, page: HeldPage): Promise<void> => {
  await person.record(
    { action: 'renewPage', project: project.name, page: page.id },
    'POST',
    `/projects/${project.name}/pages/${page.id}/renew`,
    { key: person.key() },
    (body) => {
      const { id, expiresAt } = hold.parse(body)
      return {
        granted: {
          page: id,
          expiresAt: Date.parse(expiresAt),
          items: page.items.map((item) => item.id),
        },
      }
    },
  )
}

export const release = async ({ person, project }: PageRequest, page: HeldPage): Promise<void> => {
  await person.record(
    { action: 'releasePage', project: project.name, page: page.id },
    'POST',
    `/projects/${project.name}/pages/${page.id}/release`,
    { key: person.key() },
  )
}
