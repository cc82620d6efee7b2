import { expect } from '@jest/globals'
import type { Person } from './person.ts'

export const pictures = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${index}.png`)

interface Pending {
  readonly user: string
  readonly page: string
  readonly body: object
}

/** Fails like a browser whose server is gone: the caller cannot know what became of the request. */
const unless = async <T>(gone: () => boolean, call: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await call()
  } catch (error) {
    if (gone()) return undefined
    throw error
  }
}

/** Labelers who repeat what was not answered, and remember what was. */
export const createCrashLabelers = (project: string) => {
  const acknowledged = new Map<string, string>()
  let pending: Pending[] = []

  const submit = async (
    who: Person,
    { user, page, body }: Pending,
    gone: () => boolean,
  ): Promise<boolean> => {
    const reply = await unless(gone, () => who('POST', `/projects/${project}/pages/${page}/submit`, { body }))
    if (!reply) {
      pending.push({ user, page, body })
      return false
    }
    expect(reply.status).toBe(200)
    for (const { item, status } of reply.body.results as { item: string; status: string }[]) {
      expect(status).toBe('Accepted')
      expect(acknowledged.get(item) ?? user).toBe(user)
      acknowledged.set(item, user)
    }
    return true
  }

  return {
    /** Who was told that their answer to an item counts. */
    acknowledged: acknowledged as ReadonlyMap<string, string>,
    /** Labels page by page until nothing is left or the service is gone. */
    work: async (user: string, who: Person, gone: () => boolean = () => false): Promise<void> => {
      const mine = pending.filter((one) => one.user === user)
      pending = pending.filter((one) => one.user !== user)
      for (const one of mine) if (!(await submit(who, one, gone))) return
      for (;;) {
        const next = await unless(gone, () =>
          who('POST', `/projects/${project}/pages`, { body: { size: 3 } }),
        )
        if (!next) return
        expect(next.status).toBe(200)
        if (next.body.items.length === 0) return
        const answers = next.body.items.map(({ id }: { id: string }) => ({ item: id, labels: ['Cat'] }))
        if (!(await submit(who, { user, page: next.body.id, body: { answers } }, gone))) return
      }
    },
  }
}

/** Holds items and counters of a project that is labeled to the end against what was acknowledged. */
export const expectAcknowledged = async (
  lead: Person,
  project: string,
  acknowledged: ReadonlyMap<string, string>,
  total: number,
): Promise<void> => {
  const { body } = await lead('GET', `/projects/${project}/progress`)
  expect(body).toMatchObject({ total, labeled: total, leased: 0, status: 'Completed' })
  expect(acknowledged.size).toBe(total)
  const items = (await lead('GET', `/projects/${project}/items?maxpagesize=200`)).body.value as {
    id: string
    labeledBy: string
  }[]
  expect(new Map(items.map(({ id, labeledBy }) => [id, labeledBy]))).toEqual(acknowledged)
  for (const user of new Set(acknowledged.values())) {
    const count = [...acknowledged.values()].filter((by) => by === user).length
    expect(body.byLabeler).toContainEqual(
      expect.objectContaining({ labeler: user, labeled: count, skipped: 0, rejected: 0, submitted: count }),
    )
  }
}
