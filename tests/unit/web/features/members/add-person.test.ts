import { expect, test } from '@jest/globals'
import createClient from 'openapi-fetch'
import { z } from 'zod'
import type { Api } from '../../../../../web/src/api/client.ts'
import { addPerson } from '../../../../../web/src/features/members/add-person.ts'
import { createHttpWorkspace } from '../../../../support/http-workspace.ts'

const memberBody = z.object({ role: z.string() })

/** A project of the service on memory, and the way to it. */
const open = async () => {
  const workspace = createHttpWorkspace()
  await workspace.addProject('cats')
  const network = { losesAnswer: false }
  const api: Api = createClient({
    baseUrl: 'http://service.test/api',
    fetch: async (request) => {
      const path = new URL(request.url).pathname.replace(/^\/api/, '')
      const headers = Object.fromEntries([...request.headers].filter(([name]) => name.startsWith('if-')))
      const sent = await request.text()
      const body: unknown = sent === '' ? undefined : JSON.parse(sent)
      const { status, text } = await workspace.admin(request.method, path, body, headers)
      if (network.losesAnswer) throw new TypeError('Failed to fetch')
      return new Response(text, { status, headers: { 'content-type': 'application/json' } })
    },
  })
  const roleOf = async (user: string) =>
    memberBody.parse((await workspace.admin('GET', `/projects/cats/members/${user}`)).json).role
  return { api, network, roleOf }
}

test('a person whose addition got no answer is added by the next try', async () => {
  const { api, network, roleOf } = await open()
  network.losesAnswer = true
  const ben = { user: 'ben', role: 'Labeler' } as const
  await expect(addPerson(api, 'cats', ben)).rejects.toThrow('Failed to fetch')
  network.losesAnswer = false
  expect(await addPerson(api, 'cats', ben)).toMatchObject({ member: ben, hasOtherRole: false })
  expect(await roleOf('ben')).toBe('Labeler')
})

test('a member with another role keeps it, and the caller is told', async () => {
  const { api, roleOf } = await open()
  await addPerson(api, 'cats', { user: 'ben', role: 'Reviewer' })
  expect(await addPerson(api, 'cats', { user: 'ben', role: 'Labeler' })).toMatchObject({
    member: { user: 'ben', role: 'Reviewer' },
    hasOtherRole: true,
  })
  expect(await roleOf('ben')).toBe('Reviewer')
})

test('another refusal stays one', async () => {
  const { api } = await open()
  await expect(addPerson(api, 'dogs', { user: 'ben', role: 'Labeler' })).rejects.toMatchObject({
    status: 404,
  })
})
