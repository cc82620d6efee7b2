import type { createDocument } from 'zod-openapi'

type Document = ReturnType<typeof createDocument>
type PathItem = NonNullable<Document['paths']>[string]
type Operation = NonNullable<PathItem['get']>
type Parameter = NonNullable<Operation['parameters']>[number]

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const

const operationsOf = ({ paths = {} }: Document): readonly Operation[] =>
  Object.values(paths).flatMap((item) => methods.flatMap((method) => item[method] ?? []))

/** `exportId` → `ExportIdParameter`: a name that no schema has, as some generators create a type of it. */
const componentNameOf = (name: string): string =>
  `${name.replaceAll(/(?:^|[-_.])(\w)/g, (_, letter: string) => letter.toUpperCase())}Parameter`

/** The parameters that stand in more than one operation, by name; of those with one name the most frequent. */
const repeatedOf = (document: Document): ReadonlyMap<string, Parameter> => {
  const inline = operationsOf(document)
    .flatMap(({ parameters = [] }) => parameters)
    .filter((parameter) => 'name' in parameter)
  const byContent = [...Map.groupBy(inline, (parameter) => JSON.stringify(parameter)).values()]
  const shared = new Map<string, Parameter>()
  for (const [first, ...others] of byContent.toSorted((one, other) => other.length - one.length)) {
    const name = componentNameOf(first?.name ?? '')
    if (first && others.length > 0 && !shared.has(name)) shared.set(name, first)
  }
  return shared
}

/** Moves parameters that several operations have to `components.parameters`. */
export const shareParameters = (document: Document): Document => {
  const shared = repeatedOf(document)
  const references = new Map(
    [...shared].map(([name, parameter]) => [
      JSON.stringify(parameter),
      { $ref: `#/components/parameters/${name}` as const },
    ]),
  )
  const share = (operation: Operation): Operation => ({
    ...operation,
    ...(operation.parameters && {
      parameters: operation.parameters.map(
        (parameter) => references.get(JSON.stringify(parameter)) ?? parameter,
      ),
    }),
  })
  const shareAll = (item: PathItem): PathItem => {
    const all = { ...item }
    for (const method of methods) if (all[method]) all[method] = share(all[method])
    return all
  }
  const { paths = {}, components } = document
  return {
    ...document,
    paths: Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, shareAll(item)])),
    components: {
      ...components,
      parameters: { ...components?.parameters, ...Object.fromEntries(shared) },
    },
  }
}
