import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isSameContent } from '../../../../src/domain/model/files/same-content.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { unreachable } from '../../../support/fake-blobs.ts'
import { dispatchProblems } from '../../../support/labeling-world.ts'
import { image } from '../../../support/long-work-world.ts'
import { byPath, labelItem, refresh, startWithFiles } from '../../../support/refresh-world.ts'
import { checkProperty } from '../../../support/property.ts'

const sizeIn = (content: Uint8Array): readonly number[] =>
  Buffer.from(content).toString().split('x').map(Number)

describe('refresh', () => {
  it('converges to the truth over any history of the folder and of labels', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `f/${index}.png`)
    const name = fc.constantFrom(...names)
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), name }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('upload again' as const), name }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('write blocks' as const), name }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), name }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), name }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('label' as const), name }) },
      { weight: 1, arbitrary: fc.constant({ do: 'refresh' as const, name: '' }) },
      { weight: 1, arbitrary: fc.constant({ do: 'full' as const, name: '' }) },
      { weight: 1, arbitrary: fc.constant({ do: 'outage' as const, name: '' }) },
    )
    await checkProperty(
      'refresh-history',
      fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.constantFrom('Flag' as const, 'Requeue' as const),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (steps, changedFiles, pageSize, isLastFull) => {
          const world = await startWithFiles(names.slice(0, 4), { changedFiles })
          world.container.pageSize = pageSize
          const removed = new Map<string, NonNullable<ReturnType<typeof world.container.files.get>>>()
          /** The file that each held label was given for. */
          const labeledFor = new Map<string, ItemDocument['file']>()
          let width = 0
          for (const { do: action, name: path } of steps) {
            world.clock.now += 10 * 60_000
            const file = world.container.files.get(path)
            const { now } = world.clock
            if (action === 'write') world.container.write(path, image((width += 1), 3), now)
            if (action === 'write blocks') world.container.writeBlocks(path, image((width += 1), 3), now)
            if (action === 'upload again' && file) world.container.write(path, file.content, now)
            if (action === 'remove' && file) {
              removed.set(path, file)
              world.container.files.delete(path)
            }
            const old = removed.get(path)
            if (action === 'restore' && old && !file) world.container.files.set(path, old)
            if (action === 'label') {
              const item = (await byPath(world)).get(path)
              if (item?.queue !== undefined) {
                await labelItem(world, path)
                labeledFor.set(path, item.file)
              }
            }
            if (action === 'refresh') await refresh(world)
            if (action === 'full') await refresh(world, true)
            if (action === 'outage') {
              let requests = 0
              world.container.before = () => {
                requests += 1
                if (requests > 1) throw unreachable()
              }
              await refresh(world, true)
              world.container.before = () => undefined
            }
          }
          world.clock.now += 10 * 60_000
          await refresh(world, isLastFull)
          const items = await byPath(world)
          for (const path of world.container.files.keys()) expect(items.has(path)).toBe(true)
          for (const [path, item] of items) {
            const file = world.container.files.get(path)
            expect(item.missing ?? false).toBe(file === undefined)
            if (file) expect(item.file.etag).toBe(file.etag)
            const answeredFor = labeledFor.get(path)
            if (changedFiles === 'Flag') expect(item.decision !== undefined).toBe(answeredFor !== undefined)
            if (!item.decision || !answeredFor) continue
            const same = isSameContent(item.file, answeredFor)
            if (changedFiles === 'Requeue') expect(same).toBe(true)
            if (!same) expect(item.changed).toBe(true)
            if (file) expect([item.width, item.height]).toEqual(sizeIn(file.content))
          }
          expect(await dispatchProblems(world.store, world.project, world.clock.now)).toEqual([])
        },
      ),
      { runs: 30 },
    )
  })
})
