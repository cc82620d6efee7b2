import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const repository = join(__dirname, '../../..')
export const infra = join(repository, 'infra')

/** A file of the repository as text. */
export const readText = (...path: readonly string[]): string =>
  readFileSync(join(repository, ...path), 'utf8')

export const readJson = (...path: readonly string[]): unknown => JSON.parse(readText(...path))

export interface Param {
  readonly name: string
  readonly type: string
  readonly default: string | undefined
  readonly description: string | undefined
}

/** What the tests need to know of a Bicep file. It is read by its layout, so it is not a judge of the language. */
export interface Bicep {
  readonly text: string
  readonly params: readonly Param[]
  readonly outputs: readonly string[]
  readonly modules: readonly {
    readonly name: string
    readonly path: string
    readonly params: readonly string[]
  }[]
  readonly resources: readonly {
    readonly name: string
    readonly type: string
    readonly version: string
    readonly body: string
  }[]
}

/** A comment is a line of its own in these files: `//` within a line may be part of a URL. */
const withoutComments = (text: string): string => text.replaceAll(/^\s*\/\/.*$/gm, '')

/** From the first `{` or `[` at or after `start` to where it is closed again, both left out. */
export const blockAt = (text: string, start: number): string => {
  const opened = start + text.slice(start).search(/[{[]/)
  let depth = 0
  for (let index = opened; index < text.length; index += 1) {
    if ('{['.includes(text.charAt(index))) depth += 1
    if ('}]'.includes(text.charAt(index))) depth -= 1
    if (depth === 0) return text.slice(opened + 1, index)
  }
  throw new Error(`What begins at ${start} is not closed`)
}

/** The properties of a block, with their values where these end on the same line. */
export const entriesOf = (block: string): ReadonlyMap<string, string> => {
  const lines = block.split('\n')
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return new Map(
    lines
      .map((line) => /^(\s*)'?([\w.-]+)'?: (.*)$/.exec(line))
      .flatMap((match) => (match?.[1]?.length === indent ? [[match[2] ?? '', match[3] ?? ''] as const] : [])),
  )
}

const group = (match: RegExpMatchArray, name: string): string => match.groups?.[name] ?? ''

const parseBicep = (source: string): Bicep => {
  const text = withoutComments(source)
  const matches = (pattern: RegExp) => [...text.matchAll(pattern)]
  return {
    text,
    params: matches(
      /(?<decorators>(?:^@.*\n)*)^param (?<name>\w+) (?<type>\w+)(?: = (?<default>.*))?$/gm,
    ).map((match) => ({
      name: group(match, 'name'),
      type: group(match, 'type'),
      default: match.groups?.['default'],
      description: /^@description\('(.+)'\)$/m.exec(group(match, 'decorators'))?.[1],
    })),
    outputs: matches(/^output (?<name>\w+) /gm).map((match) => group(match, 'name')),
    modules: matches(/^module (?<name>\w+) '(?<path>[^']+)'/gm).map((match) => {
      const body = blockAt(text, match.index + match[0].length)
      return {
        name: group(match, 'name'),
        path: group(match, 'path'),
        params: [...entriesOf(blockAt(body, body.indexOf('params:'))).keys()],
      }
    }),
    resources: matches(
      /^ *resource (?<name>\w+) '(?<type>[\w./]+)(?:@(?<version>[\w-]+))?'(?! existing)/gm,
    ).map((match) => ({
      name: group(match, 'name'),
      type: group(match, 'type'),
      version: group(match, 'version'),
      body: blockAt(text, match.index + match[0].length),
    })),
  }
}

export const readBicep = (path: string): Bicep => parseBicep(readText('infra', path))

export const modulePaths = readdirSync(join(infra, 'app'))
  .filter((name) => name.endsWith('.bicep'))
  .map((name) => `app/${name}`)

export const allPaths = ['main.bicep', ...modulePaths]
