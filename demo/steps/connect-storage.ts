import { z } from 'zod'
import { anything } from '../answers.ts'
import { imageFolder } from '../images.ts'
import { listAll } from '../../tools/client.ts'
import { datastore, type Tour } from '../tour.ts'

const entry = z.object({ kind: z.enum(['Folder', 'File']), path: z.string() })

/** A datastore is a connection to a container; the service tries it at once. Then one can look into it. */
export const connectStorage = ({ screen, service, people, story, checks }: Tour) =>
  screen.step('Connect the storage', async () => {
    const containerUrl = `${service.endpoints.blobServiceUrl}/${datastore}`
    await people.admin.call('PUT', `/datastores/${datastore}`, anything, {
      body: { type: 'AzureBlob', containerUrl, credential: { type: 'ManagedIdentity' } },
    })
    const found = await listAll(
      people.admin,
      `/datastores/${datastore}/browse?prefix=${imageFolder}/&maxpagesize=200`,
      entry,
    )
    const folders = found.filter(({ kind }) => kind === 'Folder')
    checks.expect('Class folders seen in the container', story.classes.length, folders.length)
    return `datastore ${datastore}, ${folders.length} folders in ${imageFolder}/`
  })
