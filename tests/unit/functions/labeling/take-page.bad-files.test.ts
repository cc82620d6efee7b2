import { describe, expect, test } from '@jest/globals'
import { createPageWorld, itemsOf } from '../../../support/page-world.ts'

/** Blobs can have these names; no URL can: it would be resolved. */
const badPaths = ['d/../x.png', './y.png', 'a/b/..']
const paths = ['a.png', ...badPaths, 'z.png']

describe('a file that no URL can name', () => {
  test('costs a page one item, and not the page', async () => {
    const { ana } = await createPageWorld(paths, { labelersSeePaths: true })
    const page = await ana('POST', '/pages', { size: 10 })
    expect(page.status).toBe(200)
    const again = await ana('GET', `/pages/${String(page.json['id'])}`)
    for (const body of [page.json, again.json]) {
      expect(body).not.toHaveProperty('datastoreProblem')
      expect(itemsOf(body).map(({ path }) => path)).toHaveLength(paths.length)
      for (const { path, contentUrl, problem, unreadable } of itemsOf(body))
        expect({ contentUrl, problem, unreadable }).toEqual(
          badPaths.includes(path)
            ? { contentUrl: undefined, problem: 'Unreadable', unreadable: 'Path' }
            : { contentUrl: `https://blob.test/${path}`, problem: undefined, unreadable: undefined },
        )
    }
    const answers = itemsOf(page.json).map(({ id, path }) =>
      badPaths.includes(path) ? { item: id, skip: true } : { item: id, labels: ['Cat'] },
    )
    const submitted = await ana('POST', `/pages/${String(page.json['id'])}/submit`, { answers })
    expect(submitted).toMatchObject({ status: 200 })
  })
})

test('a file that went missing after the page was granted is marked, without a URL', async () => {
  const { ana, store, world } = await createPageWorld(['a.png'])
  const page = (await ana('POST', '/pages', { size: 1 })).json
  const [item] = itemsOf(page)
  expect(item).not.toHaveProperty('missing')
  const stored = (await store.read('items', 'u1:0', item!.id))!
  const { queue: _, ...rest } = stored.document as {
    readonly queue?: number
    readonly id: string
    readonly kind: string
  }
  await store.batch('items', 'u1:0', [
    { type: 'replace', document: { ...rest, missing: true }, ifMatch: stored.etag },
  ])
  world.now += 1
  for (const shown of [
    (await ana('GET', `/pages/${String(page['id'])}`)).json,
    (await ana('POST', '/pages', { size: 1 })).json,
  ])
    expect(itemsOf(shown)).toEqual([{ id: item!.id, missing: true }])
})
