import { globSync, readFileSync } from 'node:fs'
import { parseSync } from '@swc/core'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { check, type Parameters } from 'recheck'

interface Found {
  readonly file: string
  readonly pattern: string
  readonly flags: string
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Every node of a syntax tree. */
function* nodesOf(tree: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (!isObject(tree)) return
  yield tree
  for (const inner of Object.values(tree)) yield* nodesOf(inner)
}

const read = (glob: string) =>
  globSync(glob).flatMap((file) => {
    const tree = parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', target: 'es2024' })
    return [...nodesOf(tree)].map((node) => ({ file: file.replaceAll('\\', '/'), node }))
  })

const service = read('src/**/*.ts')
const literals = [...service, ...read('local/**/*.ts')].flatMap(({ file, node }): Found[] =>
  node['type'] === 'RegExpLiteral' && typeof node['pattern'] === 'string' && typeof node['flags'] === 'string'
    ? [{ file, pattern: node['pattern'], flags: node['flags'] }]
    : [],
)
const distinct = [...new Map(literals.map((one) => [`/${one.pattern}/${one.flags}`, one])).values()]

/**
 * With a count of many told as any number: that takes in every way the other can match, and is quicker to decide. Only if
 * it is not safe the expression itself is asked about.
 */
const loosen = (pattern: string): string => pattern.replaceAll(/\{\d+,(?:\d{2,})?\}/g, '*')

/** Steps decide, not times: on a busy machine each expression takes long. */
const limits: Parameters = {
  timeout: null,
  seedingTimeout: null,
  incubationTimeout: null,
  attackTimeout: null,
  attackLimit: 150_000_000,
}

const judge = async ({ pattern, flags }: Found): Promise<string> => {
  const loose = await check(loosen(pattern), flags, limits)
  if (loose.status === 'safe') return 'safe'
  const found = await check(pattern, flags, limits)
  switch (found.status) {
    case 'safe':
      return 'safe'
    case 'vulnerable':
      return `vulnerable: ${found.complexity.summary}`
    case 'unknown':
      return `unknown: ${found.error.kind}`
  }
}

describe('regular expressions', () => {
  // It starts its checker with the first question, once for each that is asked before that has an answer.
  beforeAll(() => check('a', ''))

  it('are found', () => {
    expect(literals.length).toBeGreaterThan(80)
    expect(literals.map(({ file }) => file)).toContain('src/domain/core/ids.ts')
  })

  it('cannot run away', async () => {
    const judged = await Promise.all(
      distinct.map(async (one) => ({ file: one.file, pattern: one.pattern, status: await judge(one) })),
    )
    expect(judged.filter(({ status }) => status !== 'safe')).toEqual([])
  })

  it('that could are told from those that cannot', async () => {
    for (const pattern of ['^(a+)+$', '\\/+$', '^(?:a|a)*b', '\\[(.*?)\\] (.*?) end'])
      expect(await judge({ file: '', pattern, flags: '' })).toMatch(/^vulnerable/)
  })

  it('are never made of text while the service runs', () => {
    const made = service.filter(
      ({ node: { type, callee } }) =>
        (type === 'NewExpression' || type === 'CallExpression') &&
        isObject(callee) &&
        callee['value'] === 'RegExp',
    )
    expect(made.map(({ file }) => file)).toEqual([])
  })
})
