import { anything } from '../answers.ts'
import { imageFolder } from '../images.ts'
import { dataset, datastore, type Tour } from '../tour.ts'

/** A dataset is a choice of files: here all below one folder, those that come later too. */
export const chooseFiles = ({ screen, people }: Tour) =>
  screen.step('Choose the files', async () => {
    const path = `${imageFolder}/**`
    await people.admin.call('PUT', `/datasets/${dataset}`, anything, {
      body: { mediaType: 'Image', datastore, path },
    })
    return `dataset ${dataset} = ${path}`
  })
