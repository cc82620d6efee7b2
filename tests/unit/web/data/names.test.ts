import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../support/property.ts'
import { asFolder, folderOf, foldersTo, nameOf, patternOf } from '../../../../web/src/data/folder-paths.ts'
import { freeName, isName, proposeName } from '../../../../web/src/data/names.ts'
import { localContainerUrl } from '../../../../web/src/data/local-container.ts'

test('a name reads like the words', () => {
  expect(proposeName('  Été à la plage (2026)!')).toBe('ete-a-la-plage-2026')
  expect(proposeName('日本')).toBe('')
})

test('a proposed name is one that the API takes, or empty', async () => {
  await checkProperty(
    'a proposed name is one that the API takes, or empty',
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (words) => {
      const name = proposeName(words)
      expect(name === '' || isName(name)).toBe(true)
    }),
  )
})

test('a name that is taken gets a number', () => {
  expect(freeName('pets', new Set())).toBe('pets')
  expect(freeName('pets', new Set(['pets', 'pets-2']))).toBe('pets-3')
})

test('folders have names, and folders above them', () => {
  expect(nameOf('a/b/')).toBe('b')
  expect(nameOf('a/c.png')).toBe('c.png')
  expect(foldersTo('a/b/')).toEqual(['', 'a/', 'a/b/'])
  expect(asFolder(' /a/b ')).toBe('a/b/')
  expect(asFolder('/')).toBe('')
})

test('the pattern of a folder leads back to it', () => {
  expect(folderOf(patternOf('a/b/'))).toBe('a/b/')
  expect(folderOf('**')).toBe('')
  expect(folderOf('a/b.png')).toBe('a/')
})

test('only a service of this machine has a container here', () => {
  const blobHosts = ['https://*.blob.core.windows.net', 'http://127.0.0.1:10000']
  expect(localContainerUrl({ local: true, blobHosts })).toBe('http://127.0.0.1:10000/etiquette/images')
  expect(localContainerUrl({ local: false, blobHosts })).toBeUndefined()
})
