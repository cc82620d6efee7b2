import { describe, expect, it } from '@jest/globals'
import { readSite, siteNames } from '../../../src/config/site.ts'

const onDisk = { type: 'sqlite', file: '/data/etiquette.db' } as const
const cosmos = (endpoint: string) =>
  ({ type: 'cosmos', endpoint, database: 'etiquette', key: undefined }) as const
const inCloud = cosmos('https://contoso.documents.azure.com:443/')
const emulator = cosmos('https://127.0.0.1:8081/')
const azure = {
  WEBSITE_SITE_NAME: 'func-contoso',
  WEBSITE_HOSTNAME: 'func-contoso.azurewebsites.net',
  ADOPT_SITES: ['func-old'],
}
const coreTools = { WEBSITE_HOSTNAME: 'localhost:7071', ADOPT_SITES: ['func-old'] }

describe('the site', () => {
  it('is that of the app in Azure', () => {
    const site = { name: 'func-contoso', adopts: ['func-old'], isGuest: false }
    expect(readSite(azure, inCloud)).toEqual(site)
    expect(readSite({ ...azure, WEBSITE_HOSTNAME: undefined }, inCloud)).toEqual(site)
  })

  it('is a slot of the app, if it is not that of production', () => {
    const nameIn = (slot: string | undefined) => readSite({ ...azure, WEBSITE_SLOT_NAME: slot }, inCloud).name
    expect(['Production', 'production', undefined].map(nameIn)).toEqual(Array(3).fill('func-contoso'))
    expect(nameIn('staging')).toBe('func-contoso-staging')
  })

  it('is local on data of this machine', () => {
    for (const store of [onDisk, emulator])
      expect(readSite({ ADOPT_SITES: [] }, store)).toEqual({ name: 'local', adopts: [], isGuest: false })
  })

  it('is a guest that adopts nothing, on a machine with data of the cloud', () => {
    const guest = { name: 'guest-laptop', adopts: [], isGuest: true }
    expect(readSite(coreTools, inCloud, 'laptop')).toEqual(guest)
    expect(readSite({ ADOPT_SITES: [] }, inCloud, 'laptop')).toEqual(guest)
    // A copied name does not make a site of a machine.
    expect(readSite({ ...azure, ...coreTools }, inCloud, 'laptop')).toEqual(guest)
  })

  it('adopts sites by their names', () => {
    expect(siteNames.parse(' func-a, func-b ,')).toEqual(['func-a', 'func-b'])
    expect(siteNames.parse(undefined)).toEqual([])
    expect(siteNames.safeParse('a b').success).toBe(false)
  })
})
