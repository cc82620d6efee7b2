import { hostname } from 'node:os'
import { z } from 'zod'
import type { Site } from '../domain/ports/workflows.ts'
import { isLoopback } from './loopback.ts'
import { splitList } from './split-list.ts'
import type { StoreConfig } from './store.ts'

export const siteName = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'must be the name of a site: letters, digits and . _ -')

export const siteNames = z.string().default('').transform(splitList).pipe(z.array(siteName).max(20))

/** The slot that has the plain name of its app. */
const productionSlot = 'production'

interface SiteSettings {
  readonly WEBSITE_SITE_NAME?: string | undefined
  readonly WEBSITE_SLOT_NAME?: string | undefined
  readonly WEBSITE_HOSTNAME?: string | undefined
  readonly ADOPT_SITES: readonly string[]
}

/** True for a store that no other machine can reach. */
const isOnThisMachine = (store: StoreConfig): boolean => store.type === 'sqlite' || isLoopback(store.endpoint)

/** A host of Functions on a developer's machine calls itself `localhost:7071`. */
const isInCloud = ({ WEBSITE_SITE_NAME, WEBSITE_HOSTNAME }: SiteSettings): boolean =>
  WEBSITE_SITE_NAME !== undefined &&
  (WEBSITE_HOSTNAME === undefined || !isLoopback(`http://${WEBSITE_HOSTNAME}`))

/** Each slot has instances of its own, and in all of them `WEBSITE_SITE_NAME` is the app. */
const nameOf = ({ WEBSITE_SITE_NAME = 'local', WEBSITE_SLOT_NAME: slot }: SiteSettings): string =>
  slot === undefined || slot.toLowerCase() === productionSlot
    ? WEBSITE_SITE_NAME
    : `${WEBSITE_SITE_NAME}-${slot}`

/**
 * The site of this process. A developer's machine on data of the cloud is a guest, whatever `ADOPT_SITES` is: the setting can
 * be one that was copied from the cloud.
 */
export const readSite = (settings: SiteSettings, store: StoreConfig, machine: string = hostname()): Site =>
  isOnThisMachine(store) || isInCloud(settings)
    ? { name: nameOf(settings), adopts: settings.ADOPT_SITES, isGuest: false }
    : { name: `guest-${machine}`, adopts: [], isGuest: true }
