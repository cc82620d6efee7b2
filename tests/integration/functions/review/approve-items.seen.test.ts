import { describe, expect, it } from '@jest/globals'
import { createAccessWorldOn } from '../../../support/access-world.ts'
import { engines } from '../engines.ts'

const as = 'rita:Reviewer'

interface Shown {
  readonly id: string
  readonly etag: string
  readonly state: string
}

describe.each(Object.entries(engines))('the ETag of an item on %s', (_, open) => {
  const openWorld = async () => {
    const world = await createAccessWorldOn(open())
    const items = '/projects/own/items'
    const listed = async (id: string) => {
      const { json } = await world.send('GET', `${items}?maxpagesize=200`, { as })
      return (json['value'] as readonly Shown[]).find((item) => item.id === id)!
    }
    const review = async (action: string, item: string, etag: string) => {
      const body = { seen: [{ item, etag }] }
      const { json } = await world.send('POST', `/projects/own/${action}`, { as, body })
      const [result] = json['results'] as readonly { status: string; error?: { code: string } }[]
      return result?.error?.code ?? result?.status
    }
    const read = (id: string) => world.send('GET', `${items}/${id}`, { as })
    const label = (id: string, etag: string, name: string) =>
      world.send('PUT', `${items}/${id}/label`, {
        as,
        body: { labels: [name] },
        headers: { 'if-match': etag },
      })
    return { ...world, id: world.own.labeledItem, listed, review, read, label }
  }

  it('is one text in a list, in the body of a read and after a change', async () => {
    const { id, listed, read, label } = await openWorld()
    const one = await listed(id)
    const { json, headers } = await read(id)
    expect(json['etag']).toBe(one.etag)
    expect(headers['etag']).toMatch(/^"[^"~]+~[^"~]+"$/)
    expect(headers['etag']?.startsWith(one.etag.slice(0, -1))).toBe(true)
    const changed = await label(id, one.etag, 'Cat')
    expect(changed).toMatchObject({ status: 200, headers: { etag: changed.json['etag'] } })
    expect((await listed(id)).etag).toBe(changed.json['etag'])
  })

  it('from a list, a body or a header is taken by reviews and by If-Match', async () => {
    const { id, listed, read, label, review } = await openWorld()
    expect(await review('approve-items', id, (await listed(id)).etag)).toBe('Accepted')
    expect((await listed(id)).state).toBe('approved')
    expect(await review('unapprove-items', id, (await read(id)).json['etag'] as string)).toBe('Accepted')
    expect(await review('approve-items', id, (await read(id)).headers['etag']!)).toBe('Accepted')
    expect(await label(id, (await read(id)).headers['etag']!, 'Dog')).toMatchObject({ status: 200 })
    expect(await label(id, (await listed(id)).etag, 'Cat')).toMatchObject({ status: 200 })
  })

  it('of an earlier version is refused, and repeats what it did', async () => {
    const { id, listed, label, review } = await openWorld()
    const seen = await listed(id)
    await label(id, seen.etag, 'Cat')
    expect(await review('approve-items', id, seen.etag)).toBe('ItemChangedSince')
    const now = await listed(id)
    expect(now.state).toBe('labeled')
    expect(await review('approve-items', id, now.etag)).toBe('Accepted')
    expect(await review('approve-items', id, now.etag)).toBe('Accepted')
  })
})

describe.each(Object.entries(engines))('the items of a project on %s', (_, open) => {
  it('are listed by path, with filters that no index has, and counted', async () => {
    const world = await createAccessWorldOn(open())
    const walk = async (query: string) => {
      const paths: string[] = []
      let next: string | undefined = `/projects/own/items?maxpagesize=3&${query}`
      let total: unknown
      while (next !== undefined) {
        const { status, json } = await world.send('GET', next, { as })
        expect(status).toBe(200)
        total ??= json['total']
        paths.push(...(json['value'] as readonly { path: string }[]).map(({ path }) => path))
        next = (json['nextLink'] as string | undefined)?.replace(/^.*?\/api/, '')
      }
      return { paths, total }
    }
    const all = Array.from({ length: 8 }, (_, index) => `own/${index}.png`)
    expect(await walk('sort=path&count=true')).toEqual({ paths: all, total: 8 })
    expect((await walk('sort=path&pathPrefix=own/&sample=100')).paths).toEqual(all)
    expect((await walk('pathPrefix=own/&returned=false&sample=100')).paths).toEqual(all)
    const answered = await walk('sort=path&from=2020-01-01T00:00:00Z&count=true')
    expect(answered.paths).toHaveLength(4)
    expect(answered.total).toBe(4)
    expect((await walk('to=2020-01-01T00:00:00Z')).paths).toEqual([])
    expect((await walk('returned=true')).paths).toEqual([])
    await world.send('POST', '/projects/own/reject-items', {
      as,
      body: { items: [world.own.labeledItem] },
    })
    expect((await walk('returned=true')).paths).toHaveLength(1)
  })
})

describe('a request that names items', () => {
  it('has one of the two forms, and each item once', async () => {
    const world = await createAccessWorldOn(engines['SQLite']!())
    const { labeledItem: item } = world.own
    const seen = [{ item, etag: '"1"' }]
    for (const action of ['approve-items', 'unapprove-items', 'reject-items', 'accept-skips'])
      for (const body of [
        {},
        { seen: null },
        { seen, items: [item] },
        { seen: [...seen, { item, etag: '"2"' }] },
        { seen: [{ item, etag: '1' }] },
        { seen: [] },
      ])
        expect(await world.send('POST', `/projects/own/${action}`, { as, body })).toMatchObject({
          status: 400,
          json: { error: { code: 'InvalidRequest' } },
        })
  })
})
