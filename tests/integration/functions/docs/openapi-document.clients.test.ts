import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createAllRoutes } from '../../../support/all-routes.ts'
import { compile, createClientFolder, programs, runNode } from '../../../support/openapi/generate-client.ts'

/** Labels one page, changes a project, and downloads an export: with the types as they are generated, without a cast. */
const openApiFetchProgram = (types: string): string => `
import createClient from 'openapi-fetch'
import type { components, paths } from './${types}'

type Answer = components['schemas']['Answer']

const client = createClient<paths>({ baseUrl: 'http://127.0.0.1:7071/api' })

export const labelPage = async (project: string, path: string): Promise<readonly string[]> => {
  const { data: page, error, response } = await client.POST('/projects/{project}/pages', {
    params: { path: { project }, header: { 'x-ms-client-request-id': 'page-0001' } },
    body: { size: 2 },
  })
  if (error) throw new Error(\`\${response.status} \${error.error.code}: \${error.error.message}\`)
  if (page.id === undefined) throw new Error(page.waiting)
  const answers = page.items.map(({ id }, index): Answer =>
    index === 0 ? { item: id, labels: [path] } : { item: id, skip: true, reason: 'blurred' },
  )
  const submitted = await client.POST('/projects/{project}/pages/{page}/submit', {
    params: { path: { project, page: page.id } },
    body: { answers },
  })
  return (submitted.data?.results ?? []).map(({ status }) => status)
}

export const clearDescription = async (project: string, etag: string): Promise<string | undefined> => {
  const { data } = await client.PATCH('/projects/{project}', {
    params: { path: { project }, header: { 'If-Match': etag } },
    body: { description: null },
  })
  return data?.name
}

export const download = async (project: string, exportId: string, name: string): Promise<ArrayBuffer> => {
  const { data } = await client.GET('/projects/{project}/exports/{exportId}/files/{name}', {
    params: { path: { project, exportId, name } },
    parseAs: 'arrayBuffer',
  })
  if (!data) throw new Error('There is no file')
  return data
}
`

const orvalProgram = (client: string): string => `
import { submitPage, takePage } from './${client}'

export const labelPage = async (project: string, path: string): Promise<readonly string[]> => {
  const taken = await takePage(project, { size: 2 })
  if (taken.status !== 200) throw new Error(taken.data.error.message)
  const { id, items, waiting } = taken.data
  if (id === undefined) throw new Error(waiting)
  const submitted = await submitPage(project, id, { answers: items.map((item) => ({ item: item.id, labels: [path] })) })
  if (submitted.status !== 200) throw new Error(submitted.data.error.code)
  return submitted.data.results.map(({ status }) => status)
}
`

const { send } = createAllRoutes()
const forms = ['openapi', 'openapi-3.0'] as const

let folder: string
beforeAll(async () => {
  folder = await createClientFolder()
  for (const form of forms) {
    await write(`${form}.json`, (await send('GET', `/${form}.json`)).text)
    await generateTypes(form)
    await generateByOrval(form)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)

const generateTypes = async (form: string): Promise<void> => {
  await runNode(folder, programs.openapiTypescript, `${form}.json`, '-o', `${form}-paths.ts`)
  await write(`${form}-fetch.ts`, openApiFetchProgram(`${form}-paths.ts`))
}

const generateByOrval = async (form: string): Promise<void> => {
  const output = { target: `./${form}-client.ts`, client: 'fetch', mode: 'single' }
  const config = { etiquette: { input: `./${form}.json`, output } }
  await write(`${form}.config.mjs`, `export default ${JSON.stringify(config)}`)
  await runNode(folder, programs.orval, '--config', `${form}.config.mjs`)
  await write(`${form}-orval.ts`, orvalProgram(`${form}-client.ts`))
}

test('openapi-typescript and orval make clients of both forms that compile with a program that labels', async () => {
  await compile(folder)
})

test('a program with a wrong type does not compile', async () => {
  await write('wrong.ts', openApiFetchProgram('openapi-paths.ts').replace('size: 2', "size: 'two'"))
  await expect(compile(folder)).rejects.toThrow(/wrong\.ts.*TS2322/)
})
