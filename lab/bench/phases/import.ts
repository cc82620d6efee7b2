import { z } from 'zod'
import { projectPath, type Context } from '../context.ts'
import { pause, secondsSince } from '../timings.ts'

export interface Source {
  readonly containerUrl: string
  readonly path: string
  readonly classes: readonly string[]
  readonly items: number
}

const anything = z.object({})
const project = z.object({
  status: z.enum(['Creating', 'Running', 'Completed', 'Paused', 'Failed', 'Deleting']),
  progress: z.object({ total: z.number() }),
  error: z.object({ message: z.string() }).optional(),
})

const lookEvery = 50

const isLabelable = async ({ admin, ...context }: Context): Promise<boolean> => {
  const { status, error } = await admin.get(projectPath(context), project)
  if (status === 'Failed') throw new Error(`The import failed: ${error?.message ?? 'no reason was given'}`)
  return status === 'Running' || status === 'Completed'
}

/** @returns Seconds from the request that creates the project until its items are handed out, their sizes known. */
export const importItems = async (context: Context, source: Source): Promise<number> => {
  const { admin } = context
  const put = (path: string, body: unknown) => admin.call('PUT', path, anything, { body })
  await put(`/datastores/${context.project}`, {
    type: 'AzureBlob',
    containerUrl: source.containerUrl,
    credential: { type: 'ManagedIdentity' },
  })
  await put(`/datasets/${context.project}`, {
    mediaType: 'Image',
    datastore: context.project,
    path: source.path,
  })
  const began = performance.now()
  await put(projectPath(context), {
    mediaType: 'Image',
    taskType: 'MultiClass',
    dataset: context.project,
    incrementalRefresh: 'Disabled',
    labelersSeePaths: true,
    labelClasses: source.classes.map((name) => ({ name })),
    expectedItems: source.items,
  })
  while (!(await isLabelable(context))) await pause(lookEvery)
  return secondsSince(began)
}
