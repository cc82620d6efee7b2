import type { Page } from 'playwright-core'
import type { OwnWorld } from '../own-service.ts'
import { askAgain, labelHere, lookAt, noteItsPresses, takePresses, type Shown } from './labeling-person.ts'
import type { MemoryOfAnswers } from './memory-of-answers.ts'
import { startMortalBrowser, type MortalBrowser } from './mortal-browser.ts'
import type { Random } from './random.ts'
import { createRequestFaults, requestFaults } from './request-faults.ts'

export interface ChaoticDeskOptions {
  readonly world: OwnWorld
  /** The folder of the browser's disk. */
  readonly profile: string
  readonly user: string
  /** The label screen. */
  readonly path: string
  readonly memory: MemoryOfAnswers
  readonly random: Random
  /** What strikes, and when: of its own, so that the order of faults does not follow from the person's pace. */
  readonly fate: Random
}

export interface ChaoticDesk {
  /** Labels until the service has nothing left. @throws if the screen shows another answer than was given */
  readonly labelAll: () => Promise<void>
  readonly world: () => OwnWorld
  readonly struck: () => ReadonlyMap<string, number>
  readonly end: () => Promise<void>
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Presses between two faults, in the middle. */
const pressesToFault = 16

/** The page was on its way to another address, such as that of the issuer, or the screen to another page. */
const isInLoad = (error: unknown): boolean =>
  error instanceof Error &&
  /Execution context was destroyed|navigation|Not attached to an active page|detached from the DOM/.test(
    error.message,
  )

export const startChaoticDesk = async ({
  profile,
  user,
  path,
  memory,
  random,
  fate,
  ...given
}: ChaoticDeskOptions): Promise<ChaoticDesk> => {
  let { world } = given
  const { url } = world.service
  const requests = createRequestFaults()
  const deaths = new Map<string, number>()
  let browser: MortalBrowser
  let page: Page
  const formers: Page[] = []
  let isOffline = false
  let isServiceDown = false

  const count = (name: string): void => void deaths.set(name, (deaths.get(name) ?? 0) + 1)

  const openBrowser = async (): Promise<void> => {
    browser = await startMortalBrowser(profile)
    await browser.context.addInitScript(noteItsPresses)
    await requests.attach(browser.context)
  }
  /** Signs in as the person, without a question, and goes to the label screen. */
  const openTab = async (): Promise<Page> => {
    const tab = await browser.context.newPage()
    await tab.goto(`${url}${path}?person=${user}`, { waitUntil: 'commit' })
    return tab
  }
  const recover = async (): Promise<void> => {
    if (isOffline) {
      isOffline = false
      await browser.context.setOffline(false)
    }
    if (isServiceDown) {
      isServiceDown = false
      world = await world.restart()
    }
  }

  const note = async (): Promise<void> => memory.note(await takePresses(page))

  const faults: Readonly<Record<string, () => Promise<void>>> = {
    tabClosed: async () => {
      await recover()
      await page.close()
      memory.doubt()
      page = await openTab()
    },
    tabCrashed: async () => {
      await recover()
      // A page that just goes to another address has a new process, which the order to crash does not reach.
      for (let isDead = false; !isDead;) {
        const session = await browser.context.newCDPSession(page)
        const crashed = page.waitForEvent('crash', { timeout: 5_000 })
        session.send('Page.crash').catch(() => undefined)
        isDead = await crashed.then(
          () => true,
          () => false,
        )
      }
      memory.doubt()
      await page.close()
      page = await openTab()
    },
    reloaded: async () => {
      await recover()
      memory.doubt()
      await page.reload({ waitUntil: 'commit' }).catch((error: unknown) => {
        if (!isInLoad(error)) throw error
      })
    },
    browserKilled: async () => {
      await recover()
      await browser.kill()
      formers.length = 0
      memory.doubt()
      await openBrowser()
      page = await openTab()
    },
    takenOver: async () => {
      await recover()
      // The former tab stays, and hears of it or does not.
      formers.push(page)
      if (formers.length > 2) await formers.shift()?.close()
      page = await openTab()
      await page.bringToFront()
    },
    offline: async () => {
      isOffline = true
      await browser.context.setOffline(true)
    },
    serviceKilled: async () => {
      isServiceDown = true
      await world.crash()
    },
    requests: async () =>
      requests.add(...Array.from({ length: 1 + fate.below(4) }, () => fate.pick(requestFaults))),
    copies: () => requests.deliverCopies(),
    pictures: async () => requests.expirePictures(1 + fate.below(8)),
    signInEnds: async () => {
      requests.refuseRenewals(1)
      requests.add('Refused401')
    },
  }
  const faultNames = Object.keys(faults)

  const strike = async (): Promise<void> => {
    const name = fate.pick(faultNames)
    count(name)
    await faults[name]?.()
  }

  const press = async (key: string): Promise<void> => {
    await page.keyboard.press(key)
    await note()
  }

  /** One turn of the person on a page. */
  const answer = async ({ tiles, isFocusOpen }: Shown): Promise<void> => {
    const changed = tiles.filter(({ label, isSent }) => label !== undefined && !isSent)
    if (changed.length > 0 && random.chance(0.06)) {
      const { item } = random.pick(changed)
      await page.locator(`[data-item="${item}"]`).click()
      return press(String(1 + random.below(9)))
    }
    if (random.chance(0.05)) {
      await press('Control+z')
      memory.believe((await lookAt(page)).tiles)
      return
    }
    if (tiles.every(({ label, isSent }) => isSent || label !== undefined)) return press('Enter')
    const open = tiles.find(({ label, isSent }) => label === undefined && !isSent)
    if (!isFocusOpen && open) await page.locator(`[data-item="${open.item}"]`).click()
    return press(String(1 + random.below(9)))
  }

  const hold = (shown: Shown): void => {
    const wrong = memory.compare(shown.tiles)
    if (wrong.length > 0) throw new Error(wrong.join('; '))
    if (shown.refused !== undefined) throw new Error(`Refused: ${shown.refused}`)
  }

  const turn = async (): Promise<boolean> => {
    const shown = await lookAt(page)
    hold(shown)
    if (shown.isSignInNeeded) {
      await recover()
      memory.doubt()
      await page.goto(`${url}${path}?person=${user}`, { waitUntil: 'commit' })
      return true
    }
    switch (shown.kind) {
      case 'Page':
        await answer(shown)
        return true
      case 'NoPage':
        if (shown.reason === 'AllDone' && shown.waiting === 0) return false
        await recover()
        await page.locator(askAgain).click()
        await pause(200)
        return true
      case 'Elsewhere':
        await page.locator(labelHere).click()
        await pause(200)
        return true
      case 'SignedOut':
      case 'Loading':
        await recover()
        await pause(100)
        return true
    }
  }

  await openBrowser()
  page = await openTab()

  return {
    labelAll: async () => {
      let left = pressesToFault
      for (;;) {
        // A page in the middle of a load has no screen to look at.
        const goesOn = await turn().catch((error: unknown) => {
          if (isInLoad(error)) return true
          throw error
        })
        if (!goesOn) return
        left -= 1
        if (left > 0) continue
        left = fate.below(2 * pressesToFault)
        if (fate.chance(0.4)) await recover()
        await strike()
      }
    },
    world: () => world,
    struck: () =>
      new Map([
        ...deaths,
        ...requests.struck,
        ['lostWithTab', memory.lost()],
        ['oldestLostMs', memory.oldestLost()],
      ]),
    end: () => browser.kill(),
  }
}
