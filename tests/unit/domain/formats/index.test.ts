import { describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formats } from '../../../../src/domain/formats/index.ts'

const source = join(__dirname, '../../../../src/domain/formats')

const defined = readdirSync(source).flatMap((file) =>
  [...readFileSync(join(source, file), 'utf8').matchAll(/: Format = \{\s*name: '(\w+)'/g)].map(
    ([, name]) => ({
      name,
      module: file.replace(/\.ts$/, ''),
    }),
  ),
)

describe('the registry of formats', () => {
  it('has each format that a source file defines', () => {
    expect(defined.map(({ name }) => name).toSorted()).toEqual([...formats.names].toSorted())
  })

  it.each(defined)('$name passes the contract of formats', ({ module }) => {
    const test = join(__dirname, `${module}.test.ts`)
    expect(existsSync(test) && readFileSync(test, 'utf8')).toContain('describeFormat(')
  })
})
