import { expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formats } from '../../../../src/domain/formats/index.ts'

const source = join(__dirname, '../../../../src/domain/formats')

it('has each format that a source file defines', () => {
  const names = readdirSync(source).flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/: Format = \{\s*name: '(\w+)'/g)].map(
      ([, name]) => name,
    ),
  )
  expect(names.toSorted()).toEqual([...formats.names].toSorted())
})
