import { z } from 'zod'

const jsonObject = z.record(z.string(), z.unknown())
const content = z.record(z.string(), z.object({ schema: jsonObject.optional() }))

const header = z.object({ required: z.boolean().default(false), schema: jsonObject.optional() })
const headerOrRef = z.union([z.object({ $ref: z.string() }), header])

const response = z.object({
  content: content.optional(),
  headers: z.record(z.string(), headerOrRef).default({}),
  'x-error-codes': z.array(z.string()).optional(),
})
export type DocumentedResponse = z.output<typeof response>

const parameter = z.object({
  in: z.enum(['path', 'query', 'header']),
  name: z.string(),
  required: z.boolean().default(false),
  schema: jsonObject,
})

const operation = z.object({
  operationId: z.string(),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), response),
})
export type DocumentedOperation = z.output<typeof operation>

const openApi = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({
    schemas: z.record(z.string(), jsonObject),
    headers: z.record(z.string(), header).default({}),
  }),
})
/** The parts of an OpenAPI 3.1 document that its users here look at: parameters and responses are not references. */
export type OpenApi = z.output<typeof openApi>

const servedOperation = z.looseObject({
  parameters: z.array(jsonObject).default([]),
  responses: z.record(z.string(), jsonObject),
  'x-error-codes': z.record(z.string(), z.array(z.string())).default({}),
  'x-unlisted-responses': z.record(z.string(), z.object({ headers: z.array(z.string()) })).default({}),
})
const served = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), servedOperation)),
  components: z.looseObject({
    parameters: z.record(z.string(), jsonObject).default({}),
    responses: z.record(z.string(), jsonObject).default({}),
  }),
})
type Components = z.output<typeof served>['components']

const resolve = (
  value: z.output<typeof jsonObject>,
  components: Components['parameters'],
): z.output<typeof jsonObject> => {
  const { $ref: reference } = value
  if (typeof reference !== 'string') return value
  const found = components[reference.split('/').at(-1) ?? '']
  if (!found) throw new Error(`${reference} is not in the document`)
  return found
}

/** With what stands elsewhere in the document: shared parameters and responses, codes, and responses it has in words only. */
const complete = (
  { parameters, responses, ...others }: z.output<typeof servedOperation>,
  components: Components,
) => {
  // `default` is what hosts and later versions respond, not this service.
  const { default: _, ...own } = responses
  const codes = others['x-error-codes']
  return {
    ...others,
    parameters: parameters.map((parameter) => resolve(parameter, components.parameters)),
    responses: {
      ...Object.fromEntries(
        Object.entries(own).map(([status, found]) => [
          status,
          {
            ...(codes[status] && { 'x-error-codes': codes[status] }),
            ...resolve(found, components.responses),
          },
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(others['x-unlisted-responses']).map(([status, { headers }]) => [
          status,
          { headers: Object.fromEntries(headers.map((name) => [name, { required: true }])) },
        ]),
      ),
    },
  }
}

export const parseOpenApi = (document: unknown): OpenApi => {
  const { paths, components } = served.parse(document)
  return openApi.parse({
    components,
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, operations]) => [
        path,
        Object.fromEntries(
          Object.entries(operations).map(([method, one]) => [method, complete(one, components)]),
        ),
      ]),
    ),
  })
}

/** A documented header, which can stand among the components. */
export const headerOf = (
  { components }: OpenApi,
  documented: DocumentedResponse['headers'][string],
): z.output<typeof header> => {
  if (!('$ref' in documented)) return documented
  const found = components.headers[documented.$ref.replace('#/components/headers/', '')]
  if (!found) throw new Error(`${documented.$ref} is not in the document`)
  return found
}

/** The document that a running service serves. @param api Its URL, up to and with `/api` */
export const readOpenApi = async (api: string): Promise<OpenApi> =>
  parseOpenApi(await (await fetch(`${api}/openapi.json`)).json())
