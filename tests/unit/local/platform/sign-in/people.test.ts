import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openPeople } from '../../../../../local/platform/sign-in/people.ts'

let path: string
const folder = () => ({ path, file: (name: string) => join(path, name) })
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'etiquette-people-'))
})
afterEach(() => rm(path, { recursive: true, force: true }))

test('has the people of the documentation, one of them for each role', async () => {
  const people = await openPeople(folder())
  expect(people.list().map(({ id, role }) => `${id} ${role}`)).toEqual([
    'lead Admin',
    'reviewer Reviewer',
    'ann Labeler',
    'ben Labeler',
  ])
})

test('keeps those that were added', async () => {
  const added = await (await openPeople(folder())).add('  Zoë \u0000 Ng ', 'Reviewer')
  expect(added).toEqual({ id: 'zoe-ng', name: 'Zoë Ng', role: 'Reviewer' })
  const again = await openPeople(folder())
  expect(again.find('zoe-ng')).toEqual(added)
  expect(again.list()).toHaveLength(5)
})

test('a name in other letters has an id, too, and always the same', async () => {
  const people = await openPeople(folder())
  const first = await people.add('Зоя', 'Labeler')
  expect(first?.id).toMatch(/^person-[0-9a-f]{8}$/)
  expect((await people.add('Зоя', 'Labeler'))?.id).toBe(first?.id)
  expect((await people.add('李', 'Labeler'))?.id).not.toBe(first?.id)
})

test('a known name gets another role, and is no second person', async () => {
  const people = await openPeople(folder())
  await people.add('Ann', 'Admin')
  expect(people.find('ann')?.role).toBe('Admin')
  expect(people.list()).toHaveLength(4)
})

test('a name with nothing to read is none, and the list has an end', async () => {
  const people = await openPeople(folder())
  for (const nothing of ['', ' ', '\u0000\u200b'])
    expect(await people.add(nothing, 'Labeler')).toBeUndefined()
  for (let index = 0; index < 60; index++) await people.add(`Person ${index}`, 'Labeler')
  expect(people.list()).toHaveLength(54)
  expect([people.find('person-9'), people.find('person-59')?.name]).toEqual([undefined, 'Person 59'])
})

test('a damaged list is named at the start', async () => {
  await writeFile(join(path, 'people.json'), '{}')
  await expect(openPeople(folder())).rejects.toThrow('people.json')
})
