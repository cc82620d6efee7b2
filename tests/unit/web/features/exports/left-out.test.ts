import { expect, test } from '@jest/globals'
import { hasLeftOut, parseLeftOut, readLeftOut } from '../../../../../web/src/features/exports/left-out.ts'
import { fakeApi } from '../../items/fake-api.ts'

const file = (name: string) => ({ name, path: name, size: 1, sha256: 'a', contentUrl: 'https://files.test' })

test('an export with a list of items without a row has left some out', () => {
  expect(hasLeftOut({ files: [file('manifest.json'), file('leftOut.jsonl')] })).toBe(true)
  expect(hasLeftOut({ files: [file('manifest.json')] })).toBe(false)
})

test('the numbers are those of the manifest, without what was not asked for', async () => {
  const leftOut = { missing: 2, removed: 1, notIncluded: 40, unchanged: 3, withoutImage: 5 }
  const { api, sent } = fakeApi(() => ({ body: { counts: { items: 60, leftOut } } }))
  expect(await readLeftOut(api, 'pets', 'e1')).toEqual({
    missing: 2,
    removed: 1,
    withoutImage: 5,
  })
  expect(sent.map(({ path }) => path)).toEqual(['/api/projects/pets/exports/e1/files/manifest.json'])
})

test('a manifest of another form gives no numbers', () => {
  expect(parseLeftOut('{}')).toBeUndefined()
  expect(parseLeftOut('{"counts":{"leftOut":{"missing":"many"}}}')).toEqual({
    missing: 0,
    removed: 0,
    withoutImage: 0,
  })
})
