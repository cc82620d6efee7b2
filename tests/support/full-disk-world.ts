import { createSmallDisk } from './small-disk.ts'
import { startWorld, type OwnWorld } from './own-service.ts'
import { until } from './until.ts'

/** A service with everything of it on a small disk of its own, which can be filled. */
export const createFullDiskWorld = async (names: readonly string[]) => {
  const disk = await createSmallDisk(24)
  const start = (): Promise<OwnWorld> =>
    startWorld({
      dataDir: `${disk.path}/data`,
      visibleDataDir: `${disk.outside}/data`,
      launcher: disk.launcher,
    })
  let world = await start()
  await world.addProject('cats', names)
  const write = (n: number) =>
    world.lead('PATCH', '/projects/cats', {
      body: { description: `${n}${'x'.repeat(1500)}` },
      headers: { 'content-type': 'application/merge-patch+json', 'if-match': '*' },
    })
  return {
    disk,
    start,
    world: () => world,
    restart: async (end: () => Promise<unknown>): Promise<void> => {
      await end()
      world = await start()
    },
    write,
    health: async () => (await world.nobody('GET', '/health')).body,
    untilFull: () =>
      until(
        () => write(Math.random()),
        ({ status }) => status === 503,
      ),
    close: async (): Promise<void> => {
      await world.service.stop()
      await disk.remove()
    },
  }
}
export type FullDiskWorld = Awaited<ReturnType<typeof createFullDiskWorld>>
