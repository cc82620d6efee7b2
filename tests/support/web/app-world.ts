import { startBrowser } from '../../../tools/browser.ts'
import { startWorld, type OwnWorld } from '../own-service.ts'
import { folderOfPeople } from './people.ts'
import { seedWorkspace, type SeededWorkspace } from './seed-workspace.ts'
import type { Browser } from 'playwright-core'

/** A service with people, data, and a browser to look at them. */
export interface AppWorld extends OwnWorld {
  readonly url: string
  /** Origins beside the service's own that the app may ask. */
  readonly hosts: readonly string[]
  readonly browser: Browser
  readonly data: SeededWorkspace
}

export const openAppWorld = async (): Promise<AppWorld> => {
  const world = await startWorld({ dataDir: await folderOfPeople() })
  const [data, browser] = await Promise.all([seedWorkspace(world), startBrowser()]).catch(
    async (error: unknown) => {
      await world.close()
      throw error
    },
  )
  return {
    ...world,
    url: world.service.url,
    hosts: [world.service.endpoints.blobServiceUrl],
    browser,
    data,
    close: async () => {
      await browser.close()
      await world.close()
    },
  }
}
