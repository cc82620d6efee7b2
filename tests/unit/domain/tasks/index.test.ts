import { describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tasks } from '../../../../src/domain/tasks/index.ts'

const repository = join(__dirname, '../../../..')
const source = join(repository, 'src/domain/tasks')

const textOf = (path: string): string => (path.endsWith('.ts') ? readFileSync(path, 'utf8') : '')

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })

/** The modules that define something, as `multi-class/multi-class`, with its name. */
const defining = (pattern: RegExp) =>
  files.flatMap((path) => {
    const [, name] = pattern.exec(textOf(join(source, path))) ?? []
    return name === undefined ? [] : [{ name, module: path.replace(/\.ts$/, '') }]
  })
const defined = defining(/defineTask\(\{\s*name: '(\w+)'/)
const options = defining(/defineOption\('(\w+)'/)

describe('the registry of task types', () => {
  it('has each task type that a source file defines', () => {
    expect(defined.map(({ name }) => name).toSorted()).toEqual([...tasks.names].toSorted())
  })

  it.each(defined)('$name passes the contract of task types', ({ module }) => {
    const test = join(repository, `tests/unit/domain/tasks/${module}.test.ts`)
    expect(existsSync(test) && textOf(test)).toContain('describeTask(')
  })

  it('has each option that a source file defines', () => {
    expect(options).not.toEqual([])
    for (const { name } of options) expect(tasks.settings.names).toContain(name)
  })

  it('has one schema for each field of answers in the API', () => {
    const fields = tasks.all.flatMap(({ wire }) => Object.entries(wire.shape))
    const schemas = new Map(fields)
    const doubled = fields.filter(([field, schema]) => schemas.get(field) !== schema)
    expect(doubled.map(([field]) => field)).toEqual([])
  })
})
