import { expect, it } from '@jest/globals'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { datastorePartition, datastores } from '../../../../src/domain/model/datastores/datastore.ts'
import { exportPlanId, exportPlans } from '../../../../src/domain/model/exports/export.ts'
import { projectScope } from '../../../../src/domain/model/projects/project.ts'
import { askForExport, cocoOf, startWithImages } from '../../../support/export-world.ts'
import { admin, presentEmulator } from '../../../support/long-work-world.ts'

it.each(['http://127.0.0.1:20001/etiquette/container', 'http://127.0.0.1/etiquette/container'])(
  'URLs of files in the local storage have its present port: the datastore is stored as %s',
  async (containerUrl) => {
    const world = await startWithImages(2)
    const stored = await datastores.read(world.store, datastorePartition, world.project.datastore)
    await world.store.batch('workspace', datastorePartition, [
      { type: 'replace', document: { ...stored!.document, containerUrl }, ifMatch: stored!.etag },
    ])
    const { export: id } = await askForExport(world, { include: 'All' })
    const plan = await exportPlans.read(world.store, projectScope(world.project.uid), exportPlanId(id))
    expect(plan?.document.containerUrl).toBe('http://127.0.0.1/etiquette/container')
    await world.runStarted()
    const record = await getExport(world.deps)(admin, world.project.id, id)
    const urls = cocoOf(world, record).images.map((image) => String(image['absolute_url']))
    expect(urls.length).toBeGreaterThan(2)
    for (const url of urls) expect(url.startsWith(`${presentEmulator}/container/`)).toBe(true)
  },
)
