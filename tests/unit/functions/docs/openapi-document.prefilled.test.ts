import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { createAllRoutes } from '../../../support/all-routes.ts'

// The documentation page, Postman and their like send what the document shows as the example or the default of a parameter,
// unless the caller changes it.

const unknown = z.unknown().optional()
const reference = z.object({ $ref: z.string() })
const shown = z.object({ example: unknown, examples: unknown })
const parameter = shown.extend({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  schema: z.union([reference, shown]).optional(),
})
const referable = z.union([reference, parameter])
const described = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ parameters: z.array(referable).default([]) }))),
  components: z.object({
    schemas: z.record(z.string(), shown),
    parameters: z.record(z.string(), parameter).default({}),
  }),
})

const resolve = <T extends object>(
  entry: T | z.output<typeof reference>,
  named: Readonly<Record<string, T>>,
): T => {
  if (!('$ref' in entry)) return entry
  const found = named[entry.$ref.split('/').at(-1) ?? '']
  if (!found) throw new Error(`${entry.$ref} is not in the document`)
  return found
}

const readParameters = async () => {
  const { text } = await createAllRoutes().send('GET', '/openapi.json')
  const { paths, components } = described.parse(JSON.parse(text))
  return Object.values(paths)
    .flatMap((item) => Object.values(item))
    .flatMap(({ parameters }) => parameters)
    .map((entry) => {
      const { schema = {}, ...rest } = resolve(entry, components.parameters)
      return { ...rest, schema: resolve(schema, components.schemas) }
    })
}

type Parameter = Awaited<ReturnType<typeof readParameters>>[number]

const examplesOf = ({ example, examples, schema }: Parameter): readonly unknown[] =>
  [example, examples, schema.example, schema.examples].filter((value) => value !== undefined)

describe('what a client prefills', () => {
  it('is no example of an optional parameter: it filters, cuts or refuses what the caller wants', async () => {
    const parameters = await readParameters()
    expect(parameters.length).toBeGreaterThan(100)
    const prefilled = parameters.filter(
      (each) => !each.required && each.in !== 'path' && examplesOf(each).length > 0,
    )
    expect(prefilled.map(({ in: place, name }) => `${place} ${name}`)).toEqual([])
  })

  it('is no version of a resource, which no document can know', async () => {
    const conditions = (await readParameters()).filter(({ name }) => name.toLowerCase() === 'if-match')
    expect(conditions.length).toBeGreaterThan(5)
    expect(conditions.flatMap(examplesOf)).toEqual([])
  })
})
