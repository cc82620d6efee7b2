import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { judgeChanges, parseDeclarations } from '../../../../tools/breaking-changes/declarations.ts'
import { parseOpenApi } from '../../../../tools/openapi.ts'

const folder = resolve(import.meta.dirname, '../../../../docs/api')
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

const reason = 'The word is reserved in several languages'

describe('breaking changes', () => {
  it('are refused unless they are declared', () => {
    const declared = parseDeclarations(JSON.stringify([{ reason, changes: ['GET /a: removed'] }]))
    expect(judgeChanges(['GET /a: removed', 'GET /b: removed'], declared)).toEqual({
      undeclared: ['GET /b: removed'],
      stale: [],
    })
  })

  it('that are declared and did not happen are told', () => {
    const declared = parseDeclarations(JSON.stringify([{ reason, changes: ['GET /a: removed'] }]))
    expect(judgeChanges([], declared)).toEqual({ undeclared: [], stale: ['GET /a: removed'] })
  })

  it.each([
    ['without a reason', [{ reason: '', changes: ['GET /a: removed'] }]],
    ['without a change', [{ reason, changes: [] }]],
    ['twice', [{ reason, changes: ['GET /a: removed', 'GET /a: removed'] }]],
  ])('are not declared %s', (_, declared) => {
    expect(() => parseDeclarations(JSON.stringify(declared))).toThrow()
  })
})

describe('the folder of the released contract', () => {
  it('has an OpenAPI document, and declarations', () => {
    expect(Object.keys(parseOpenApi(JSON.parse(read('released.json'))).paths)).toContain(
      '/projects/{project}',
    )
    expect(parseDeclarations(read('breaking-changes.json'))).toBeInstanceOf(Array)
  })
})
