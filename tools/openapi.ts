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
/** The parts of an OpenAPI 3.1 document that its users here look at. */
export type OpenApi = z.output<typeof openApi>

export const parseOpenApi = (document: unknown): OpenApi => openApi.parse(document)

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
