import { classId, userId } from '../../src/domain/core/ids.ts'
import type { ExportDocument } from '../../src/domain/model/exports/export.ts'
import { getExport } from '../../src/domain/exports/get-export.ts'
import type { ExportRequest } from '../../src/domain/exports/plan-export.ts'
import { startExport } from '../../src/domain/exports/start-export.ts'
import { answerItem } from '../../src/domain/model/items/change-item.ts'
import type { ProjectDocument } from '../../src/domain/model/projects/project.ts'
import { labelOf } from './labeling-world.ts'
import { admin, createLongWorkWorld, image, type LongWorkWorld } from './long-work-world.ts'

export const ann = userId.parse('ann')
export const classes = [
  { id: classId.parse('c0'), path: 'Cat, "big"; \\ fat' },
  { id: classId.parse('c1'), path: 'Dog' },
  { id: classId.parse('c2'), path: 'Gone', withdrawn: true as const },
  { id: classId.parse('c3'), path: 'Unused', withdrawn: true as const },
]
export const label = (world: LongWorkWorld, path: string, ...ids: readonly string[]) =>
  world.changeItem(path, (item) => answerItem(item, labelOf(...ids), ann, world.clock.now))

export const hostile = [
  'it\'s "#1", 100%.png',
  '😀/ü;x.png',
  'line\nbreak.png',
  `${'long/'.repeat(199)}n.png`,
  'back\\slash.png',
]

/** A project of that many images and some with hostile names, imported. */
export const startWithImages = async (count: number, changes: Partial<ProjectDocument> = {}) => {
  const world = await createLongWorkWorld({ classes, segments: 3, ...changes })
  for (let index = 0; index < count; index += 1)
    world.container.write(`f/${index}.png`, image(index + 1, 7), 1000)
  for (const path of hostile) world.container.write(path, image(), 1000)
  await world.startImport()
  await world.runStarted()
  world.clock.now += 1000
  return world
}

export const askForExport = (world: LongWorkWorld, request: Partial<ExportRequest> = {}) =>
  startExport(world.deps)(admin, world.workflows, world.project.id, {
    format: 'Coco',
    include: 'Labeled',
    ...request,
  })

export const runExport = async (world: LongWorkWorld, request: Partial<ExportRequest> = {}) => {
  const { export: id } = await askForExport(world, request)
  world.clock.now += 1000
  await world.runStarted()
  return getExport(world.deps)(admin, world.project.id, id)
}

/** The text of a file, by its name. */
export const textOf = (world: LongWorkWorld, { snapshotPath, files }: ExportDocument, name: string) => {
  const path = files.find((file) => file.name === name)?.path ?? name
  return Buffer.from(world.files.committed.get(`${snapshotPath}/${path}`) ?? []).toString()
}

interface Coco {
  readonly info: unknown
  readonly licenses: unknown
  readonly images: readonly Record<string, unknown>[]
  readonly annotations: readonly Record<string, number>[]
  readonly categories: readonly { id: number; name: string }[]
}
export const cocoOf = (world: LongWorkWorld, record: ExportDocument, name = 'labels_default.json') =>
  JSON.parse(textOf(world, record, name)) as Coco
