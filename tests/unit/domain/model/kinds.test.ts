import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { containers, deletedKinds, kinds } from '../../../../src/domain/model/kinds.ts'
import { appendOnlyPrefix } from '../../../../src/domain/ports/store.ts'
import { documentTable } from '../../../../tools/document-table.ts'

const repository = join(__dirname, '../../../..')
const domain = join(repository, 'src/domain')

/** The kinds that the sources define: `item`, `page`, … */
const definedKinds = (): readonly string[] =>
  readdirSync(domain, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(join(domain, name), 'utf8').matchAll(
        /defineDocument\(\{\s*scope: '(\w+)',\s*kind: '(\w+)'/g,
      ),
    ])
    .map(([, scope, kind]) => `${scope} ${kind}`)

describe('kinds', () => {
  it('lists every kind that a source file defines', () => {
    expect(definedKinds().length).toBeGreaterThan(15)
    expect(kinds.map(({ scope, kind }) => `${scope} ${kind}`).toSorted()).toEqual(definedKinds().toSorted())
  })

  it('names each kind once in a container', () => {
    const names = kinds.map(({ container, kind }) => `${container} ${kind}`)
    expect(new Set(names).size).toBe(names.length)
  })

  it('is the table in docs/data-model.md; npm run derive writes it', () => {
    expect(readFileSync(join(repository, 'docs/data-model.md'), 'utf8')).toContain(documentTable())
  })
})

describe('append-only kinds', () => {
  it('are those whose ids engines refuse to change', () => {
    const refused = kinds.filter(({ id }) => id.startsWith(`\`${appendOnlyPrefix}`))
    expect(refused.length).toBeGreaterThan(0)
    expect(kinds.filter(({ appendOnly }) => appendOnly)).toEqual(refused)
  })
})

describe('deletedKinds', () => {
  it('has each kind of the scope but the audit, which outlives its project', () => {
    for (const scope of ['Project', 'Segment'] as const)
      expect([...deletedKinds(scope), ...(scope === 'Segment' ? ['audit'] : [])].toSorted()).toEqual(
        kinds
          .filter((kind) => kind.scope === scope)
          .map(({ kind }) => kind)
          .toSorted(),
      )
  })
})

describe('containers', () => {
  it('index every kind by id, and each index only declared fields', () => {
    for (const { fields, indexes } of Object.values(containers)) {
      expect(indexes).toContainEqual(['kind', 'id'])
      for (const field of indexes.flat()) expect(['id', 'kind', ...Object.keys(fields)]).toContain(field)
    }
  })
})
