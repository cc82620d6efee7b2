import { it } from '@jest/globals'
import * as fc from 'fast-check'
import { createAccessWorld, me } from '../../support/access-world.ts'
import { auditedIn, dumpStore } from '../../support/dump-store.ts'
import { checkProperty } from '../../support/property.ts'

// Two callers change the same things, in one world each request once, in another each request several times in a row. The two
// worlds are the same afterwards, and nothing that a condition protects is lost.

interface Target {
  readonly path: string
  readonly put?: readonly object[]
  readonly patch?: readonly object[]
  readonly deletes?: true
}

const datastore = {
  type: 'AzureBlob',
  containerUrl: 'https://account.blob.core.windows.net/pets',
}
const token = (sig: string) => ({ credential: { type: 'Sas', token: `sv=2024&sig=${sig}` } })
const dataset = { mediaType: 'Image', datastore: 'store', path: '**' }
const project = { mediaType: 'Image', taskType: 'MultiClass', dataset: 'pets' }
const cat = { labelClasses: [{ name: 'Cat' }] }
const birds = { labelClasses: [{ name: 'Cat' }, { name: 'Bird', classes: [{ name: 'Owl' }] }] }

const targetsIn = (item: string): readonly Target[] => [
  {
    path: '/datastores/new',
    put: [
      { ...datastore, ...token('a') },
      { ...datastore, ...token('b') },
      { ...datastore, credential: { type: 'ManagedIdentity' }, description: 'x' },
    ],
    deletes: true,
  },
  {
    path: '/datasets/new',
    put: [dataset, { ...dataset, description: 'x' }, { ...dataset, path: 'own/**' }],
    deletes: true,
  },
  {
    path: '/projects/own',
    put: [
      { ...project, ...cat },
      { ...project, ...birds, tags: { b: '1', a: '2' } },
      { ...project, ...birds, dataset: 'unused' },
    ],
    patch: [{ description: 'x' }, birds, { description: null, tags: { a: null, c: '3' } }],
  },
  {
    path: '/projects/own/members/new',
    put: [{ role: 'Labeler' }, { role: 'Reviewer' }, { role: 'Admin' }],
    deletes: true,
  },
  { path: `/projects/own/items/${item}`, put: [{ labels: ['Cat'] }, { labels: ['Dog'] }] },
]

const step = fc.record({
  target: fc.nat(4),
  method: fc.constantFrom('PUT', 'PUT', 'PATCH', 'DELETE'),
  body: fc.nat(2),
  user: fc.constantFrom(me, 'other'),
  condition: fc.constantFrom('none', 'any', 'present', 'old'),
  times: fc.integer({ min: 2, max: 3 }),
})

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const openWorld = async () => {
  const world = await createAccessWorld()
  const targets = targetsIn(world.own.labeledItem)
  const old = new Map<string, string>()
  const dump = () => dumpStore(world.store, ['u1', 'u2'])

  const etagOf = async (path: string): Promise<string | undefined> =>
    (await world.send('GET', path, { as: `${me}:Admin` })).headers['etag']

  /** The request of a step, as this world has it now; undefined if the target has no such method. */
  const requestOf = async ({ target, method, body, user, condition }: Step) => {
    const { path, put, patch, deletes } = targets[target] ?? { path: '' }
    const bodies = { PUT: put, PATCH: patch, DELETE: deletes && [] }[method]
    if (!bodies) return undefined
    const present = await etagOf(path)
    const etag = { none: undefined, any: '*', present: present ?? '"none"', old: old.get(path) ?? '"none"' }[
      condition
    ]
    if (present !== undefined && !old.has(path)) old.set(path, present)
    const sent = method === 'DELETE' ? undefined : bodies[body % bodies.length]
    return {
      isStale: etag !== undefined && etag !== '*' && etag !== present,
      send: async () => {
        const url = path.includes('/items/') ? `${path}/label` : path
        const { status, json } = await world.send(method, url, {
          as: `${user}:Admin`,
          ...(sent && { body: sent }),
          headers: {
            'x-ms-client-request-id': 'request-of-a-test',
            ...(etag === undefined ? {} : { 'if-match': etag }),
          },
        })
        const { etag: _etag, ...rest } = json
        return { isDone: status < 300, status: status < 300 ? 'done' : status, rest: withoutIds(rest) }
      },
    }
  }
  return { dump, requestOf }
}

/** Ids count up in a test, and a world with more requests has higher ones. */
const withoutIds = (value: unknown): string => JSON.stringify(value)?.replaceAll(/\bid\d+\b/g, 'id') ?? ''

const contentOf = (dump: Awaited<ReturnType<typeof dumpStore>>) =>
  dump.map(({ partition, document }) => withoutIds([partition, document])).toSorted()

it('a request that is repeated has the effect and the meaning of one', async () => {
  await checkProperty(
    'routes.retries',
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const [once, often] = [await openWorld(), await openWorld()]
      for (const one of steps) {
        const [first, repeated] = [await once.requestOf(one), await often.requestOf(one)]
        if (!first || !repeated) continue
        const before = await once.dump()
        const answer = await first.send()
        const after = await once.dump()
        if (first.isStale && contentOf(before).join() !== contentOf(after).join())
          throw new Error('A condition that is not met has been passed')
        if (auditedIn(after).length > auditedIn(before).length + 1) throw new Error('Two audit entries')
        for (let times = 0; times < one.times; times += 1) {
          const again = await repeated.send()
          if (JSON.stringify(again) !== JSON.stringify(answer))
            throw new Error(
              `${JSON.stringify(answer)} became ${JSON.stringify(again)} when it was sent again`,
            )
        }
        const [left, right] = [contentOf(after), contentOf(await often.dump())]
        if (left.join('\n') !== right.join('\n')) throw new Error('The worlds differ')
      }
    }),
    { runs: 60 },
  )
})
