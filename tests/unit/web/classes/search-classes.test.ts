import { expect, test } from '@jest/globals'
import { listClasses } from '../../../../web/src/classes/class-list.ts'
import { createClassSearch } from '../../../../web/src/classes/search-classes.ts'

const search = createClassSearch(
  listClasses([
    { name: 'Vêtement', classes: [{ name: 'Pull' }, { name: 'Pullover' }, { name: 'Élan' }] },
    { name: 'Animal', classes: [{ name: 'Élan' }, { name: 'Ours' }] },
  ]),
)
const pathsOf = (query: string, recent: readonly string[] = []) =>
  search(query, recent).map(({ path }) => path)

test('accents and capital letters do not matter', () => {
  expect(pathsOf('elan')).toEqual(['Vêtement/Élan', 'Animal/Élan'])
  expect(pathsOf('VETEMENT/pull')).toEqual(['Vêtement/Pull', 'Vêtement/Pullover'])
})

test('each word is somewhere in the path', () => {
  expect(pathsOf('elan animal')).toEqual(['Animal/Élan'])
  expect(pathsOf('elan plante')).toEqual([])
})

test('the whole name comes first, then the beginning of a name, then what was found last', () => {
  expect(pathsOf('pull')[0]).toBe('Vêtement/Pull')
  expect(pathsOf('elan', ['Animal/Élan'])).toEqual(['Animal/Élan', 'Vêtement/Élan'])
})

test('without words all classes are there, the last ones first', () => {
  expect(pathsOf(' ', ['Animal/Ours'])[0]).toBe('Animal/Ours')
  expect(pathsOf('')).toHaveLength(7)
})
