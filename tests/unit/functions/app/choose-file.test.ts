import { expect, test } from '@jest/globals'
import { chooseFile } from '../../../../src/functions/app/choose-file.ts'

const files = new Map(
  ['index.html', 'assets/main-B1x9.js', 'sw.js', 'fonts/a.woff2'].map((path) => [
    path,
    { path, type: 't', immutable: false, sizes: { identity: 1 }, hash: 'h' },
  ]),
)
const chosen = (path: string) => chooseFile({ find: (name) => files.get(name) }, path)?.path

test.each([
  ['', 'index.html'],
  ['index.html', 'index.html'],
  ['signed-in', 'index.html'],
  ['p/dogs/label', 'index.html'],
  ['p/dogs/label/', 'index.html'],
  ['p/a.b/label', 'index.html'],
  ['apiary', 'index.html'],
  ['assets/main-B1x9.js', 'assets/main-B1x9.js'],
  ['sw.js', 'sw.js'],
  ['fonts/a.woff2', 'fonts/a.woff2'],
])('/%s is %s', (path, file) => {
  expect(chosen(path)).toBe(file)
})

test.each([
  'assets',
  'assets/',
  'assets/main-old.js',
  'assets/main',
  'Assets/main',
  'SW.JS',
  'robots.txt',
  'p/dogs/a.png',
  '.env',
  '.well-known/openid-configuration',
  'p/.git/config',
  'api//projects',
  'API//projects',
  'api',
  '../index',
  'p/..',
])('/%s is nothing', (path) => {
  expect(chosen(path)).toBeUndefined()
})
