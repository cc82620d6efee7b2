import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import createClient from 'openapi-fetch'
import { z } from 'zod'
import type { Api } from '../../../../../web/src/api/client.ts'
import { creationSteps, runCreation } from '../../../../../web/src/features/create-project/creation.ts'
import { emptyDraft, type Draft } from '../../../../../web/src/features/create-project/draft.ts'
import { performStep } from '../../../../../web/src/features/create-project/perform-step.ts'
import { createHttpWorkspace, datastoreRequest } from '../../../../support/http-workspace.ts'
import { checkProperty } from '../../../../support/property.ts'

const draft: Draft = {
  ...emptyDraft,
  datastore: 'photos',
  folder: 'cats/',
  datasetName: 'cats',
  classes: [{ name: 'Bag', classes: [{ name: 'Tote' }] }],
  instructions: 'Look twice.',
  members: [
    { user: 'ben', role: 'Labeler' },
    { user: 'rui', role: 'Reviewer' },
  ],
  displayName: 'Cats',
}

/** What happens to a request: its answer, a refusal by what is before the service, or a network that ends before or after it. */
type Fate = 'answered' | 'refused' | 'lost' | 'answer lost'
const faults: readonly Fate[] = ['refused', 'lost', 'answer lost']

const memberList = z.object({ value: z.array(z.object({ user: z.string(), role: z.string() })) })
const classTree = z.object({ labelClasses: z.array(z.object({ name: z.string() })) })

/** The service on memory, and the way to it. */
const open = async (fates: readonly Fate[]) => {
  const workspace = createHttpWorkspace(['cats/1.png'])
  await workspace.admin('PUT', '/datastores/photos', datastoreRequest)
  const left = [...fates]
  const api: Api = createClient({
    baseUrl: 'http://service.test/api',
    fetch: async (request) => {
      const fate = left.shift() ?? 'answered'
      if (fate === 'lost') throw new TypeError('Failed to fetch')
      if (fate === 'refused') return Response.json({}, { status: 503 })
      const { pathname } = new URL(request.url)
      const headers = Object.fromEntries([...request.headers].filter(([name]) => name.startsWith('if-')))
      const body: unknown = JSON.parse(await request.text())
      const { status, text } = await workspace.admin(
        request.method,
        pathname.replace(/^\/api/, ''),
        body,
        headers,
      )
      if (fate === 'answer lost') throw new TypeError('Failed to fetch')
      return new Response(text, { status, headers: { 'content-type': 'application/json' } })
    },
  })
  const run = async (wanted: Draft) => {
    let operation: string | undefined
    await runCreation(
      creationSteps(wanted, 'ann'),
      async (step) => {
        const performed = await performStep(api, step)
        operation = performed.operation ?? operation
      },
      () => {},
    )
    return operation
  }
  return { workspace, run }
}

/** Presses Create, and then Try again after each failure. */
const create = async (fates: readonly Fate[]) => {
  const { workspace, run } = await open(fates)
  for (let failures = 0; ; failures += 1)
    try {
      const operation = await run(draft)
      const project = await workspace.admin('GET', '/projects/cats')
      const list = await workspace.admin('GET', '/projects/cats/members')
      return {
        failures,
        operation,
        members: memberList.parse(list.json).value,
        classes: classTree.parse(project.json).labelClasses,
      }
    } catch (error) {
      if (failures > fates.length) throw error
    }
}

test.each(faults.flatMap((fate) => [0, 1, 2, 3].map((step) => ({ fate, step }))))(
  'the creation arrives though request $step of it is $fate',
  async ({ fate, step }) => {
    const fates: Fate[] = [...Array.from({ length: step }, (): Fate => 'answered'), fate]
    const { failures, operation, members } = await create(fates)
    expect(failures).toBe(1)
    expect(operation).toEqual(expect.any(String))
    expect(members).toEqual(expect.arrayContaining([...draft.members]))
  },
)

test('whatever fails, the same is made in the end', async () => {
  const { members, classes } = await create([])
  await checkProperty(
    'whatever fails, the same is made in the end',
    fc.asyncProperty(
      fc.array(fc.constantFrom<Fate>('answered', ...faults), { maxLength: 12 }),
      async (fates) => expect(await create(fates)).toMatchObject({ members, classes }),
    ),
    { runs: 50 },
  )
})

test('another project of the name is not replaced', async () => {
  const { run } = await open([])
  await run(draft)
  await expect(run({ ...draft, instructions: 'Look once.' })).rejects.toMatchObject({ status: 428 })
})
