import type { createDocument } from 'zod-openapi'

type Document = ReturnType<typeof createDocument>
type PathItem = NonNullable<Document['paths']>[string]
type Operation = NonNullable<PathItem['get']>
type Parameter = NonNullable<Operation['parameters']>[number]

type NamedParameter = Exclude<Parameter, { $ref: unknown }>
type Schema = NonNullable<NamedParameter['schema']>

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const

/**
 * A schema without what the parameter says already. A reference has its default only, as 3.0 has nothing beside one; `param`,
 * which `createDocument` leaves there, is no keyword of a schema.
 */
const tidySchema = (schema: Schema, description: string | undefined): Schema => {
  if (typeof schema !== 'object') return schema
  if (schema.$ref === undefined) {
    const { description: own, ...rest } = schema
    return own === description ? rest : schema
  }
  const fallback: unknown = 'default' in schema ? schema.default : undefined
  return { $ref: schema.$ref, ...(fallback !== undefined && { default: fallback }) }
}

const tidy = (parameter: Parameter): Parameter =>
  'name' in parameter && parameter.schema !== undefined
    ? { ...parameter, schema: tidySchema(parameter.schema, parameter.description) }
    : parameter

const mapOperations = (document: Document, convert: (operation: Operation) => Operation): Document => {
  const convertAll = (item: PathItem): PathItem => {
    const all = { ...item }
    for (const method of methods) if (all[method]) all[method] = convert(all[method])
    return all
  }
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => [path, convertAll(item)] as const)
  return { ...document, paths: Object.fromEntries(paths) }
}

const withParameters = (operation: Operation, convert: (parameter: Parameter) => Parameter): Operation => ({
  ...operation,
  ...(operation.parameters && { parameters: operation.parameters.map(convert) }),
})

/** `exportId` → `ExportIdParameter`: a name that no schema has, as some generators create a type of it. */
const componentNameOf = (name: string): string =>
  `${name.replaceAll(/(?:^|[-_.])(\w)/g, (_, letter: string) => letter.toUpperCase())}Parameter`

/** The parameters that stand in more than one operation, by name; of those with one name the most frequent. */
const repeatedIn = (parameters: readonly NamedParameter[]): ReadonlyMap<string, NamedParameter> => {
  const byContent = [...Map.groupBy(parameters, (parameter) => JSON.stringify(parameter)).values()]
  const shared = new Map<string, NamedParameter>()
  for (const [first, ...others] of byContent.toSorted((one, other) => other.length - one.length)) {
    const name = componentNameOf(first?.name ?? '')
    if (first && others.length > 0 && !shared.has(name)) shared.set(name, first)
  }
  return shared
}

/** Moves parameters that several operations have to `components.parameters`. */
export const shareParameters = (document: Document): Document => {
  const parameters: NamedParameter[] = []
  const tidied = mapOperations(document, (operation) => {
    const all = withParameters(operation, tidy)
    parameters.push(...(all.parameters ?? []).filter((parameter) => 'name' in parameter))
    return all
  })
  const shared = repeatedIn(parameters)
  const references = new Map(
    [...shared].map(([name, parameter]) => [
      JSON.stringify(parameter),
      { $ref: `#/components/parameters/${name}` as const },
    ]),
  )
  const { components } = document
  const named = Object.entries(components?.parameters ?? {}).map(([name, one]) => [name, tidy(one)] as const)
  return {
    ...mapOperations(tidied, (operation) =>
      withParameters(operation, (parameter) => references.get(JSON.stringify(parameter)) ?? parameter),
    ),
    components: { ...components, parameters: Object.fromEntries([...named, ...shared]) },
  }
}
