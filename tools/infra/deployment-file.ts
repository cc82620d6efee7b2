import type { Deployment } from './deployment.ts'

/** The deployment that the others are told by. It alone is written out as a whole. */
export const defaults = 'defaults'

/** A file of `tests/fixtures/infra/deployments`: a title, the variables that differ, and what a deployment then has. */
export interface DeploymentFile {
  readonly title: string
  /** The deployment that this one differs from; undefined for `defaults`. */
  readonly from: string | undefined
  readonly variables: ReadonlyMap<string, string>
  readonly text: string
}

export const parseFile = (file: string): DeploymentFile => {
  const [head = '', ...rest] = file.split('\n\n')
  const [title = '', ...lines] = head.trimEnd().split('\n')
  const variables = lines.map((line) => {
    const [, name, value] = /^([\w.]+)=(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`${line} is not VARIABLE=value`)
    return [name, value] as const
  })
  const { from, ...given } = Object.fromEntries(variables)
  return { title, from, variables: new Map(Object.entries(given)), text: rest.join('\n\n') }
}

export const formatFile = ({ title, from, variables, text }: DeploymentFile): string => {
  const lines = [...(from === undefined ? [] : [['from', from] as const]), ...variables]
  return `${[title, ...lines.map(([name, value]) => `${name}=${value}`)].join('\n')}\n\n${text}`
}

const block = (name: string, lines: readonly string[]): string =>
  `${[name, ...lines.map((line) => `  ${line}`)].join('\n')}\n`

export const formatDeployment = (deployment: Deployment): string =>
  [...deployment]
    .map(([name, properties]) =>
      block(
        name,
        [...properties].map(([path, value]) => `${path}: ${value}`),
      ),
    )
    .join('\n')

type Properties = ReadonlyMap<string, string>

const changes = (before: Properties, after: Properties): readonly string[] => [
  ...[...before]
    .filter(([path, value]) => after.get(path) !== value)
    .map(([path, value]) => `- ${path}: ${value}`),
  ...[...after]
    .filter(([path, value]) => before.get(path) !== value)
    .map(([path, value]) => `+ ${path}: ${value}`),
]

/** What another deployment has in the place of the first: lines with - and +, below the name of their resource. */
export const formatDifference = (base: Deployment, other: Deployment): string =>
  [...new Set([...base.keys(), ...other.keys()])]
    .map((name) => [name, changes(base.get(name) ?? new Map(), other.get(name) ?? new Map())] as const)
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => block(name, lines))
    .join('\n')

const linePattern = /^ {2}(?<sign>[-+] )?(?<path>[^ ]+): (?<value>.*)$/

/** The deployment of a text: of a whole one, or of a difference from `base`. */
export const parseDeployment = (text: string, base: Deployment = new Map()): Deployment => {
  const resources = new Map([...base].map(([name, properties]) => [name, new Map(properties)]))
  for (const [name = '', ...lines] of text
    .split('\n\n')
    .filter((part) => part.trim() !== '')
    .map((part) => part.trimEnd().split('\n'))) {
    const properties = resources.get(name) ?? new Map<string, string>()
    for (const line of lines) {
      const { sign, path, value } = linePattern.exec(line)?.groups ?? {}
      if (path === undefined || value === undefined) throw new Error(`${line} is not path: value`)
      if (sign === '- ') properties.delete(path)
      else properties.set(path, value)
    }
    if (properties.size === 0) resources.delete(name)
    else resources.set(name, properties)
  }
  return resources
}
