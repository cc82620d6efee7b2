import { describe, expect, it } from '@jest/globals'
import { samples } from '../../support/access-requests.ts'
import { createAccessWorld, me, type AccessWorld } from '../../support/access-world.ts'
import { createAllRoutes } from '../../support/all-routes.ts'

// The cases are the table of routes: each list that has pages.

const lists = createAllRoutes().routes.filter(({ query }) => query && 'continuation' in query.shape)

let shared: Promise<AccessWorld> | undefined
const openWorld = () => (shared ??= createAccessWorld('Admin'))

const pathOf = ({ own }: AccessWorld, operation: string): string => {
  const sample = Object.entries(samples).find(([name]) => name === operation)?.[1](own)
  if (!sample) throw new Error(`${operation} has no sample`)
  return sample.path
}

const read = ({ send }: AccessWorld, path: string) => send('GET', path, { as: `${me}:Admin` })

const refusal = {
  status: 400,
  headers: { 'x-ms-error-code': 'InvalidContinuation' },
  json: {
    error: {
      code: 'InvalidContinuation',
      message: 'This continuation is not valid for this list; start the list again without a continuation',
      target: 'continuation',
    },
  },
}

const nextOf = async (world: AccessWorld, path: string): Promise<string> => {
  const { json } = await read(world, path)
  const continuation = new URL(String(json['nextLink'])).searchParams.get('continuation')
  if (continuation === null) throw new Error(`${path} has one list page`)
  return continuation
}

const foreign: readonly (readonly [string, string])[] = [
  ['foreign text', 'zzz'],
  ['nothing', ''],
  ['the name of a file', 'own/1.png'],
  ['a control character', '\u0000'],
  ['a line end', 'a\r\nb'],
  ['8192 characters', 'x'.repeat(8192)],
  ['other letters', '雨'.repeat(20)],
  ['a position of the audit', '1700000000000-id1'],
  ['a place in segments', Buffer.from('{"segment":0,"at":1}').toString('base64url')],
]

it('the table has lists', () => {
  expect(lists.length).toBeGreaterThan(10)
  expect(lists.map(({ operation }) => operation)).toContain('browseDatastore')
})

describe.each(lists)('$operation', ({ operation }) => {
  it.each(foreign)('refuses a continuation that is %s', async (_, continuation) => {
    const world = await openWorld()
    const query = new URLSearchParams({ continuation })
    expect(await read(world, `${pathOf(world, operation)}?${query.toString()}`)).toMatchObject(refusal)
  })

  it('refuses the continuation of another list', async () => {
    const world = await openWorld()
    const others = await Promise.all([
      nextOf(world, '/datastores?maxpagesize=1'),
      nextOf(world, `/projects/${world.foreign.project}/items?maxpagesize=1`),
      nextOf(world, '/datastores/store/browse?maxpagesize=1&prefix=foreign/'),
    ])
    const refused = []
    for (const continuation of others) {
      const path = `${pathOf(world, operation)}?${new URLSearchParams({ continuation }).toString()}`
      const answer = await read(world, path)
      if (answer.status !== 200) refused.push(answer)
    }
    // One of the three is a continuation of this very list.
    expect(refused).toHaveLength(operation === 'listDatastores' ? 2 : 3)
    for (const answer of refused) expect(answer).toMatchObject(refusal)
  })

  it('refuses two continuations as any parameter that is repeated', async () => {
    const world = await openWorld()
    expect(await read(world, `${pathOf(world, operation)}?continuation=a&continuation=b`)).toMatchObject({
      status: 400,
      json: { error: { code: 'InvalidRequest', target: 'continuation' } },
    })
  })
})

it('the pages of a folder lead to its end, and to no other folder', async () => {
  const world = await openWorld()
  const path = '/datastores/store/browse?maxpagesize=3&prefix=own/'
  const found: string[] = []
  let next: string | undefined = path
  while (next !== undefined) {
    const { json } = await read(world, next)
    found.push(...(json['value'] as readonly { path: string }[]).map((one) => one.path))
    const { nextLink } = json
    next = typeof nextLink === 'string' ? nextLink.replace(/^.*?\/api/, '') : undefined
  }
  expect(found).toEqual(Array.from({ length: 8 }, (_, index) => `own/${index}.png`))
  const continuation = await nextOf(world, path)
  const query = (prefix: string) => new URLSearchParams({ continuation, prefix }).toString()
  expect(await read(world, `/datastores/store/browse?${query('own/')}`)).toMatchObject({ status: 200 })
  for (const other of [
    `/datastores/store/browse?${query('foreign/')}`,
    `/datastores/unused/browse?${query('own/')}`,
  ])
    expect(await read(world, other)).toMatchObject(refusal)
})
