import type { SubmitPage } from '../../src/domain/labeling/submit-page.ts'
import type { ShownPage } from '../../src/domain/labeling/get-page.ts'
import { createContentUrls } from '../../src/domain/model/items/content-urls.ts'
import type { ItemDocument } from '../../src/domain/model/items/item.ts'
import { updateItems } from '../../src/domain/model/items/update-items.ts'
import { flattenClasses } from '../../src/domain/model/labels/flatten-classes.ts'
import { openGateway, openStoreOn } from './cosmos-instances.ts'
import { readableSigner } from './datastore-source.ts'
import { callerOf, createLabelingService, lead, readItems } from './labeling-world.ts'
import { createLongWorkWorld, image } from './long-work-world.ts'
import { addMember } from './seed-project.ts'

const minute = 60_000
/** The measured rounds of labeling. */
const rounds = 2
/** How long a labeler looks at an image. */
const perLabel = 2_000
const labelers = Array.from({ length: 5 }, (_, index) =>
  callerOf(`4f0c1d2e-9a7b-4c3d-8e5f-00000000000${index}`),
)

/** The classes of the project. */
export const classNames = Array.from({ length: 10 }, (_, index) => `Class ${index}`)

/** An answer that was rejected with a comment makes a labeled item 1 KB as it lies in the database. */
const withPast = (item: ItemDocument): ItemDocument => ({
  ...item,
  history: [
    {
      decision: { source: 'Labeler', type: 'Skip', by: lead.user, at: 1 },
      endedAt: 2,
      endedBy: lead.user,
      action: 'Rejected',
      comment: 'c'.repeat(180),
    },
  ],
})

/**
 * A project with five labelers and these many files in one segment, on the gateway that charges: the real workflows and
 * operations of one instance, at the pace of people.
 */
export const createCostWorld = async (files: number) => {
  const { clock, gateway } = openGateway()
  const store = openStoreOn(gateway, clock)
  const classes = flattenClasses(classNames.map((name) => ({ name })))
  const world = await createLongWorkWorld({ segments: 1, classes, pageLease: 30 * minute }, store)
  const { deps, project, container } = world
  for (const { user } of labelers) await addMember(store, project, user, 'Labeler')
  const advance = (ms: number): void => {
    clock.advance(ms)
    world.clock.now += ms
  }
  const content = image()
  for (let index = 0; index < files; index += 1) {
    const path = `animals/cats-and-dogs/2026-10/${String(index).padStart(8, '0')}.png`
    container.files.set(path, { etag: '"0x8DD0123456789AB"', lastModified: world.clock.now - 1000, content })
  }
  const service = createLabelingService(store, deps.now, deps.newId)
  const contentUrls = createContentUrls({ ...deps, signer: readableSigner })

  /** What was charged while it ran. */
  const cost = async (run: () => Promise<unknown>): Promise<number> => {
    const before = gateway.charges.length
    await run()
    return gateway.charges.slice(before).reduce((sum, { charge }) => sum + charge, 0)
  }

  let granted = 0
  const held = new Map<string, ShownPage>()
  const take = async (caller: (typeof labelers)[number], size: number): Promise<void> => {
    const next = await service.takePage(caller, { project: project.id, size })
    if (!('page' in next) || next.items.length !== size) throw new Error('There is too little left')
    await contentUrls(project, next.items, (path) => path)
    held.set(caller.user, next)
    granted += 1
  }
  const submit = async (caller: (typeof labelers)[number], classes: readonly string[]): Promise<void> => {
    const { page } = held.get(caller.user)!
    const answers = page.items.map(({ id }, index): Parameters<SubmitPage>[1]['answers'][number] => ({
      item: id,
      labels: [classes[index % classes.length] ?? ''],
      activeMs: perLabel - index,
    }))
    await service.submitPage(caller, { project: project.id, page: page.page, answers })
  }

  return {
    ...world,
    gateway,
    service,
    contentUrls,
    cost,
    advance,
    fillItems: async (): Promise<void> => {
      const ids = (await readItems(store, project)).map(({ id }) => [id, undefined] as const)
      await updateItems(
        store,
        { uid: project.uid, segment: 0 },
        new Map(ids),
        (item) => item && withPast(item),
      )
    },
    /**
     * Each labeler submits a page of that size and asks for the next one, in turn; all of it for one page. `newDay` is what the
     * first answer of a day costs besides.
     */
    label: async (size: number, classes: readonly string[]) => {
      const before = granted
      for (const caller of labelers) await take(caller, size)
      const [early = lead] = labelers
      const firstOfDay = await cost(() => submit(early, classes))
      await take(early, size)
      const spent = { page: 0, submit: 0 }
      for (let round = 0; round < rounds; round += 1)
        for (const caller of labelers) {
          advance((size * perLabel) / labelers.length)
          spent.submit += await cost(() => submit(caller, classes))
          spent.page += await cost(() => take(caller, size))
        }
      for (const caller of labelers) await submit(caller, classes)
      const expiry = await cost(async () => {
        advance(10 * 24 * 60 * minute)
        gateway.purge()
      })
      const pages = rounds * labelers.length
      const [page, submitted] = [spent.page / pages, spent.submit / pages]
      const ended = expiry / (granted - before)
      return {
        page,
        submit: submitted,
        expiry: ended,
        label: (page + submitted + ended) / size,
        newDay: firstOfDay - submitted,
      }
    },
  }
}
