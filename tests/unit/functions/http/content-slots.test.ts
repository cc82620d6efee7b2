import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { z } from 'zod'
import { createContentSlots } from '../../../../src/functions/http/content-slots.ts'
import { defineRoute } from '../../../../src/functions/http/route.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { checkProperty } from '../../../support/property.ts'

/** A stream that the test ends. */
const openStream = () => {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const stream = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given
    },
  })
  return {
    stream,
    end: () => controller?.close(),
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the place of a content', () => {
  it('is bounded by link, by client and in total, and refused at once with a time to wait', () => {
    const take = createContentSlots({ perLink: 1, perClient: 2, total: 3 })
    const release = take('a', 'x')
    expect(() => take('a', 'y')).toThrow(expect.objectContaining({ code: 'TooManyRequests', retryAfter: 2 }))
    take('b', 'x')
    expect(() => take('c', 'x')).toThrow(expect.objectContaining({ code: 'TooManyRequests', retryAfter: 2 }))
    take('c', 'y')
    expect(() => take('d', 'z')).toThrow(
      expect.objectContaining({ code: 'ServiceUnavailable', retryAfter: 2 }),
    )
    release()
    take('a', 'x')
  })

  it('is given back once, in any order', async () => {
    const limits = { perLink: 2, perClient: 3, total: 4 }
    await checkProperty(
      'content-slots',
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(9)), { maxLength: 60 }), (steps) => {
        const take = createContentSlots(limits)
        let open: { readonly link: number; readonly client: number; readonly release: () => void }[] = []
        const fits = (link: number, client: number) =>
          open.length < limits.total &&
          open.filter((one) => one.link === link).length < limits.perLink &&
          open.filter((one) => one.client === client).length < limits.perClient
        for (const [link, client, end] of steps) {
          const allowed = fits(link, client)
          let taken = true
          try {
            open.push({ link, client, release: take(`${link}`, `${client}`) })
          } catch {
            taken = false
          }
          expect(taken).toBe(allowed)
          const [ended] = open.slice(end, end + 1)
          // Twice, as after an end that also fails.
          ended?.release()
          ended?.release()
          open = open.filter((one) => one !== ended)
        }
      }),
    )
  })
})

const setUp = () => {
  const open: ReturnType<typeof openStream>[] = []
  const route = defineRoute(
    {
      operation: 'getThingContent',
      method: 'GET',
      path: '/things/{name}/content',
      summary: 'Gets a thing',
      tag: 'Service',
      access: 'Signature',
      params: z.object({ name: z.string() }),
      query: z.strictObject({ sig: z.string().optional() }),
      responses: {
        200: { description: 'All', content: ['image/png'] },
        206: { description: 'A part', content: ['image/png'] },
      },
      errors: [],
    },
    {
      isSigned: async ({ query: { sig } }) => sig?.startsWith('good') === true,
      run: async () => {
        const source = openStream()
        open.push(source)
        return source
      },
      present: ({ stream }) => ({ status: 200, content: { stream, length: 0 } }),
    },
  )
  const app = createHttpApp([route], {
    store: createMemoryStore(Date.now),
    takeContentSlot: createContentSlots({ perLink: 2, perClient: 3, total: 100 }),
  })
  const ask = (path: string, address = '203.0.113.7') =>
    app.send('GET', path, { headers: { 'x-forwarded-for': address } })
  return { open, ask }
}

describe('a route that passes on files', () => {
  it('refuses one too many before it opens it, and serves the next when one has ended', async () => {
    const { open, ask } = setUp()
    const reading = [ask('/things/a/content?sig=good1'), ask('/things/a/content?sig=good1')]
    await settled()
    const refused = { status: 429, headers: { 'retry-after': '2' } }
    expect(await ask('/things/a/content?sig=good1', '203.0.113.8')).toMatchObject(refused)
    reading.push(ask('/things/b/content?sig=good2'))
    await settled()
    expect(await ask('/things/c/content?sig=good3')).toMatchObject(refused)
    expect(open).toHaveLength(3)
    open[0]?.end()
    expect(await reading[0]).toMatchObject({ status: 200 })
    const next = ask('/things/c/content?sig=good3')
    await settled()
    expect(open).toHaveLength(4)
    for (const { end } of open.slice(1)) end()
    for (const answer of await Promise.all([...reading, next])) expect(answer).toMatchObject({ status: 200 })
  })

  it('gives strangers no place, which they could take from others', async () => {
    const { open, ask } = setUp()
    const strangers = Array.from({ length: 5 }, () => ask('/things/a/content?sig=bad'))
    const reader = ask('/things/a/content?sig=good')
    await settled()
    expect(open).toHaveLength(6)
    for (const { end } of open) end()
    await Promise.all([...strangers, reader])
  })
})
