import { beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Person } from '../support/person.ts'
import type { ServiceWorld } from '../support/service-world.ts'
import { joinService } from '../support/shared-service.ts'
import { checkProperty } from '../support/property.ts'

let world: ServiceWorld
let people: Map<string, Person>

beforeAll(async () => {
  world = await joinService()
  await world.upload(
    'many-cats',
    Array.from({ length: 40 }, (_, index) => `${index}.png`),
  )
  await world.addDatastore('many-cats', 'many-cats')
  await world.lead('PUT', '/datasets/many-cats', {
    body: { mediaType: 'Image', datastore: 'many-cats', path: '**' },
  })
  people = new Map()
  for (const user of ['ana', 'ben', 'cleo', 'dan'])
    people.set(user, await world.person(user, 'Labeling.Labeler'))
})

const newProject = async (name: string): Promise<void> => {
  const body = {
    mediaType: 'Image',
    taskType: 'MultiClass',
    dataset: 'many-cats',
    labelClasses: [{ name: 'Cat' }, { name: 'Dog' }],
  }
  const created = await world.lead('PUT', `/projects/${name}`, { body })
  await world.waitFor(created.headers.get('operation-location'))
  for (const user of people.keys())
    await world.lead('PUT', `/projects/${name}/members/${user}`, { body: { role: 'Labeler' } })
}

type Step = { readonly do: 'submit' | 'twice' | 'release' | 'renew' | 'leave'; readonly size: number }
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('submit', 'submit', 'submit', 'twice', 'release', 'renew', 'leave'),
  size: fc.integer({ min: 1, max: 12 }),
})

test('many labelers and a reviewer at once over HTTP: nothing is handed out twice, lost or counted twice', async () => {
  let run = 0
  await checkProperty(
    'dispatch-over-http',
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 2, maxLength: 8 }), { minLength: 4, maxLength: 4 }),
      fc.nat(3),
      async (scripts, rejections) => {
        run += 1
        const project = `many-cats-${run}`
        await newProject(project)
        const holders = new Map<string, string>()
        const accepted = new Map<string, string[]>()

        const labeler = async (user: string, steps: readonly Step[]): Promise<void> => {
          const who = people.get(user)!
          for (const { do: what, size } of steps) {
            const { body: page } = await who('POST', `/projects/${project}/pages`, { body: { size } })
            const ids = (page.items as { id: string }[]).map(({ id }) => id)
            if (ids.length === 0) continue
            for (const id of ids) {
              expect(holders.get(id) ?? user).toBe(user)
              holders.set(id, user)
            }
            if (what === 'leave') continue
            if (what === 'renew') {
              expect((await who('POST', `/projects/${project}/pages/${page.id}/renew`)).status).toBe(200)
              continue
            }
            // From the moment the request leaves, somebody else may be given what it frees.
            for (const id of ids) holders.delete(id)
            if (what === 'release') {
              expect((await who('POST', `/projects/${project}/pages/${page.id}/release`)).status).toBe(204)
              continue
            }
            const answers = ids.map((item, index) =>
              index % 4 === 3 ? { item, skip: true } : { item, labels: ['Cat'] },
            )
            const submit = () =>
              who('POST', `/projects/${project}/pages/${page.id}/submit`, { body: { answers } })
            const replies = await Promise.all(what === 'twice' ? [submit(), submit()] : [submit()])
            for (const reply of replies) expect(reply.body).toEqual(replies[0]?.body)
            for (const { item, status } of (replies[0]?.body.results ?? []) as {
              item: string
              status: string
            }[]) {
              expect(status).toBe('Accepted')
              accepted.set(item, [...(accepted.get(item) ?? []), user])
            }
          }
        }
        const reviewer = async (): Promise<void> => {
          for (let round = 0; round < rejections; round += 1) {
            const { body } = await world.lead('GET', `/projects/${project}/items?state=labeled&maxpagesize=3`)
            const items = (body.value as { id: string }[]).map(({ id }) => id)
            if (items.length > 0)
              await world.lead('POST', `/projects/${project}/reject-items`, { body: { items } })
          }
        }
        await Promise.all([
          ...[...people.keys()].map((user, index) => labeler(user, scripts[index]!)),
          reviewer(),
        ])

        const { body: progress } = await world.lead('GET', `/projects/${project}/progress`)
        const items = (await world.lead('GET', `/projects/${project}/items?maxpagesize=200`)).body.value as {
          id: string
          state: string
        }[]
        const count = (state: string) => items.filter((item) => item.state === state).length
        expect([progress.total, progress.labeled, progress.skipped, progress.unlabeled]).toEqual([
          40,
          count('labeled'),
          count('skipped'),
          count('unlabeled'),
        ])
        for (const { id, state } of items) {
          const detail = (await world.lead('GET', `/projects/${project}/items/${id}`)).body
          const answered = [
            ...detail.history.map(({ by }: { by: string }) => by),
            ...(state === 'unlabeled' ? [] : [detail.labeledBy]),
          ]
          expect(new Set(answered)).toEqual(new Set(accepted.get(id)))
          expect(answered).toHaveLength(accepted.get(id)?.length ?? 0)
        }
      },
    ),
    { runs: 3 },
  )
})
