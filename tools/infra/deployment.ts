import { z } from 'zod'
import { roleNames } from './role-names.ts'

/** By the name of a resource: its properties, by their paths. Both are short forms for people, in the order of the template. */
export type Deployment = ReadonlyMap<string, ReadonlyMap<string, string>>

const resourceSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  apiVersion: z.string(),
})
const snapshotSchema = z.object({
  predictedResources: z.array(resourceSchema),
  diagnostics: z.array(z.unknown()).length(0),
  outputs: z.record(z.string(), z.unknown()),
})
type Resource = z.infer<typeof resourceSchema>

/** Longer values have a line for each of their members. */
const longest = 100

/** Without what is the same in every id; `<name>` stands for a resource that is known when it exists. */
const shorten = (text: string): string =>
  text
    .replaceAll(/\/subscriptions\/[\da-f-]+(?:\/resourceGroups\/[\w-]+)?\/providers\//g, '')
    .replaceAll(/reference\('(?:[^']*\/)?([^'/]+)', '[\d-]+'\)/g, '<$1>')

/** One line for each value, or for each member of one that is long. */
export const linesOf = (path: string, value: unknown): readonly (readonly [string, string])[] => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text === '') return [[path, '""']]
  if (typeof value !== 'object' || value === null || text.length <= longest) return [[path, text]]
  return Array.isArray(value)
    ? value.flatMap((member, index) => linesOf(`${path}[${index}]`, member))
    : Object.entries(value).flatMap(([name, member]) => linesOf(`${path}.${name}`, member))
}

const assignment = z.object({
  roleDefinitionId: z.string(),
  principalId: z.string(),
  scope: z.string().optional(),
})

/** The resource that a role is assigned on: an extension's id begins with it, also while the rest is not known. */
const scopeOf = (id: string): string =>
  /^(?:\[extensionResourceId\(')?(?<scope>[^']+?)(?:'|\/providers\/Microsoft\.Authorization\/)/.exec(id)
    ?.groups?.['scope'] ?? id

const nameOf = ({ id, type, name, ...rest }: Resource): string => {
  if (type === 'Microsoft.Resources/resourceGroups') return `${type}/${name}`
  if (!/roleAssignments$/i.test(type)) return shorten(id)
  // The name of an assignment is a hash; it is not even known before the identity exists.
  const { roleDefinitionId, principalId, scope = scopeOf(id) } = assignment.parse(rest['properties'])
  const role = roleDefinitionId.split('/').at(-1) ?? ''
  return `${roleNames[role] ?? role} on ${shorten(scope)} for ${shorten(principalId)}`
}

const propertiesOf = ({ id: _id, type: _type, name: _name, properties, ...rest }: Resource) => {
  const inner = z.record(z.string(), z.unknown()).default({}).parse(properties)
  const twice = Object.keys(inner).find((name) => name in rest)
  if (twice !== undefined) throw new Error(`${_id} has ${twice} inside and outside of its properties`)
  return new Map(
    Object.entries({ ...rest, ...inner }).flatMap(([name, value]) =>
      linesOf(name, value).map(([path, text]) => [shorten(path), shorten(text)] as const),
    ),
  )
}

/** What a person reads of a snapshot that the Bicep compiler made. @throws Error for a snapshot of another form */
export const readSnapshot = (json: unknown): Deployment => {
  const { predictedResources, outputs } = snapshotSchema.parse(json)
  const deployment = new Map(
    predictedResources.map((resource) => [nameOf(resource), propertiesOf(resource)] as const),
  )
  if (deployment.size !== predictedResources.length) throw new Error('Two resources have one name')
  const shown = Object.entries(outputs)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]) => linesOf(name, value))
    .map(([name, text]) => [name, shorten(text)] as const)
  return deployment.set('outputs', new Map(shown))
}
