import { expect, test } from '@jest/globals'
import { peoplePartition } from '../../../../src/domain/model/people/person.ts'
import { createHttpWorkspace } from '../../../support/http-workspace.ts'

const start = async (people: Readonly<Record<string, string>>) => {
  const { admin, store } = createHttpWorkspace()
  for (const [id, name] of Object.entries(people))
    await store.batch('workspace', peoplePartition, [
      { type: 'create', document: { id, kind: 'person', name } },
    ])
  return async (query: string): Promise<readonly unknown[]> => {
    const found: unknown[] = []
    let url: string | undefined = `/people?${query}`
    while (url !== undefined) {
      const { json } = await admin('GET', url)
      found.push(...(json['value'] as readonly { user: string }[]).map(({ user }) => user))
      const next = json['nextLink']
      url = typeof next === 'string' ? next.slice(next.indexOf('/people')) : undefined
    }
    return found
  }
}

test('people are found by a part of the name or the id, in any case and form', async () => {
  const search = await start({ a1: 'Ann Lee', b2: 'ÉLISE Lefèvre', c3: 'Bo', 'lee@x.org': 'Zoë' })
  expect(await search('')).toEqual(['a1', 'b2', 'c3', 'lee@x.org'])
  expect(await search('search=LEE')).toEqual(['a1', 'lee@x.org'])
  expect(await search(`search=${encodeURIComponent('e\u0301lise')}`)).toEqual(['b2'])
  expect(await search(`search=${encodeURIComponent('zoe\u0308')}`)).toEqual(['lee@x.org'])
  expect(await search('search=nobody')).toEqual([])
})

test('a rare name among many is found, list page by list page', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 90 }, (_, index) => [`u${String(index).padStart(3, '0')}`, 'Other']),
  )
  const search = await start({ ...many, u045: 'Rare', u089: 'Rare' })
  expect(await search('search=rare&maxpagesize=2')).toEqual(['u045', 'u089'])
  expect(await search('search=other&maxpagesize=7')).toHaveLength(88)
})

test('a search has something to look for', async () => {
  const { admin } = createHttpWorkspace()
  expect(await admin('GET', '/people?search=')).toMatchObject({ status: 400 })
})
