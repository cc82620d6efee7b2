import { dataOf, type Api } from '../api/client.ts'
import { mayPass } from '../api/problem.ts'
import { takeAll } from '../api/take-all.ts'
import { readFolder } from '../data/queries.ts'
import { putFile } from './put-file.ts'
import type { UploadPorts } from './upload.ts'

/** Milliseconds before the second attempt; it doubles for each further one. */
const firstWait = 1000

const wait = (attempt: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, firstWait * 2 ** (attempt - 1))
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('The upload was stopped', 'AbortError'))
    })
  })

export const uploadPorts = (api: Api, datastore: string, folder: string): UploadPorts => ({
  presentNames: async (inner, signal) => {
    const prefix = folder + inner
    const entries = await takeAll((continuation) =>
      readFolder(api, { datastore, prefix }, continuation, signal),
    )
    return new Set(entries.map(({ path }) => path.slice(folder.length)))
  },
  getUrls: async (files, signal) => {
    const { uploads } = await dataOf(
      api.POST('/datastores/{datastore}/upload-urls', {
        params: { path: { datastore } },
        body: { folder, files: files.map(({ name, file }) => ({ name, size: file.size })) },
        signal,
      }),
    )
    return uploads
  },
  put: putFile,
  mayPass,
  wait,
})
