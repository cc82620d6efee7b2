import { z } from 'zod'
import { createCaller, requireOk, type Caller } from '../bench/http-client.ts'
import { pause, secondsSince } from '../bench/timings.ts'

/** The part of Label Studio's API that the measurement needs. */
export interface LabelStudio {
  /** Connects the folder of images to a new project, and waits until each is a task. */
  importImages(folder: string, classes: readonly string[]): Promise<Imported>
  labeler(token: string): Labeler
  /** @returns The seconds and the bytes of an export of all tasks. */
  export(project: number, format: string): Promise<{ readonly seconds: number; readonly bytes: number }>
  close(): void
}

export interface Imported {
  readonly project: number
  readonly tasks: number
  readonly seconds: number
}

export interface Task {
  readonly id: number
  readonly image: string
}

export interface Labeler {
  /** The next task; undefined if there is none for this person now. @throws Error for any other failure */
  next(project: number): Promise<Task | undefined>
  /** @returns False if the answer was refused. */
  submit(project: number, task: Task, choice: string): Promise<boolean>
  close(): void
}

const created = z.object({ id: z.number() })
const counted = z.object({ task_number: z.number() })
const synced = z.object({ status: z.string() })
const task = z.object({ id: z.number(), data: z.object({ image: z.string() }) })

const lookEvery = 500
/** Looks at a sync until it has ended: an hour. */
const maxLooks = 7200

const configOf = (classes: readonly string[]): string =>
  `<View><Image name="image" value="$image"/><Choices name="choice" toName="image">${classes
    .map((name) => `<Choice value="${name}"/>`)
    .join('')}</Choices></View>`

const untilSynced = async (admin: Caller, storage: number): Promise<void> => {
  for (let look = 0; look < maxLooks; look += 1) {
    const reply = requireOk(await admin.call('GET', `/api/storages/localfiles/${storage}`), 'The storage')
    const { status } = synced.parse(JSON.parse(reply.text))
    if (status === 'failed') throw new Error(`The sync failed: ${reply.text.slice(0, 500)}`)
    if (status === 'completed') return
    await pause(lookEvery)
  }
  throw new Error('The sync did not end within an hour')
}

/** @param token Of an administrator. */
export const openLabelStudio = (url: string, token: string): LabelStudio => {
  const admin = createCaller(url, token, 'Token')
  const create = async (path: string, body: object): Promise<number> => {
    const reply = requireOk(await admin.call('POST', path, JSON.stringify(body)), path)
    return created.parse(JSON.parse(reply.text)).id
  }

  return {
    importImages: async (folder, classes) => {
      const project = await create('/api/projects', {
        title: 'bench',
        label_config: configOf(classes),
        maximum_annotations: 1,
      })
      const storage = await create('/api/storages/localfiles', {
        project,
        path: folder,
        title: 'images',
        regex_filter: String.raw`.*\.png`,
        use_blob_urls: true,
      })
      const began = performance.now()
      requireOk(await admin.call('POST', `/api/storages/localfiles/${storage}/sync`, '{}'), 'The sync')
      await untilSynced(admin, storage)
      const seconds = secondsSince(began)
      const reply = requireOk(await admin.call('GET', `/api/projects/${project}`), 'The project')
      return { project, tasks: counted.parse(JSON.parse(reply.text)).task_number, seconds }
    },
    labeler: (own) => {
      const caller = createCaller(url, own, 'Token')
      return {
        next: async (project) => {
          const reply = await caller.call('GET', `/api/projects/${project}/next`)
          if (reply.status === 404) return undefined
          const { id, data } = task.parse(JSON.parse(requireOk(reply, 'The next task').text))
          return { id, image: data.image }
        },
        submit: async (project, { id }, choice) => {
          const result = [
            { type: 'choices', from_name: 'choice', to_name: 'image', value: { choices: [choice] } },
          ]
          const body = JSON.stringify({ result, lead_time: 1 })
          const reply = await caller.call('POST', `/api/tasks/${id}/annotations?project=${project}`, body)
          return reply.status < 300
        },
        close: caller.close,
      }
    },
    export: async (project, format) => {
      const began = performance.now()
      const path = `/api/projects/${project}/export?exportType=${format}&download_all_tasks=true`
      const { text } = requireOk(await admin.call('GET', path), `The export ${format}`)
      return { seconds: secondsSince(began), bytes: Buffer.byteLength(text) }
    },
    close: admin.close,
  }
}
