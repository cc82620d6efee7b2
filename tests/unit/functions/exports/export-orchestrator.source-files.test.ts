import { describe, expect, it } from '@jest/globals'
import type { ExportDocument } from '../../../../src/domain/model/exports/export.ts'
import { projectScope } from '../../../../src/domain/model/projects/project.ts'
import { refreshId } from '../../../../src/domain/model/refresh/refresh.ts'
import { runExport, startWithImages, textOf } from '../../../support/export-world.ts'
import type { LongWorkWorld } from '../../../support/long-work-world.ts'

describe('the manifest', () => {
  const manifestOf = (world: LongWorkWorld, record: ExportDocument) =>
    JSON.parse(textOf(world, record, 'manifest.json')) as Record<string, unknown>

  it('says which files of the path are no items, as the last pass over them found', async () => {
    const world = await startWithImages(1)
    const scope = projectScope(world.project.uid)
    const known = await world.store.read('workspace', scope, refreshId)
    const files = {
      matched: 10,
      chosen: 7,
      leftOut: [
        { reason: 'NoExtension', count: 1, examples: ['a/raw'] },
        { reason: 'UnknownExtension', extension: 'svg', count: 2, examples: ['b.svg', 'c.svg'] },
      ],
    }
    const document = { ...(known?.document ?? { id: refreshId, kind: 'refresh', run: 1 }), files }
    await world.store.batch('workspace', scope, [
      known ? { type: 'replace', document, ifMatch: known.etag } : { type: 'create', document },
    ])
    expect(manifestOf(world, await runExport(world))).toMatchObject({
      sourceFiles: {
        matched: 10,
        chosen: 7,
        leftOut: { count: 3, reasons: [files.leftOut[1], files.leftOut[0]] },
      },
    })
  })

  it('says nothing of files that no pass has counted', async () => {
    const world = await startWithImages(1)
    const scope = projectScope(world.project.uid)
    const known = await world.store.read('workspace', scope, refreshId)
    if (known)
      await world.store.batch('workspace', scope, [{ type: 'delete', id: refreshId, ifMatch: known.etag }])
    expect(manifestOf(world, await runExport(world))).not.toHaveProperty('sourceFiles')
  })
})
