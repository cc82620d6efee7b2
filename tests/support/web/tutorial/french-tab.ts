import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Browser, Download, Page } from 'playwright-core'

/** The app in the browser of a person whose language is French. */
export interface FrenchTab {
  readonly page: Page
  readonly person: string
  /** Whatever the browser reported as wrong. */
  readonly faults: readonly string[]
}

/** Waits are for conditions, and a busy machine is slow: this bounds only what hangs. */
const patience = 120_000

/** A headless browser has no dialog that asks where a file is saved, so the app takes the way of other browsers. */
const withoutSaveDialog = 'delete globalThis.showSaveFilePicker'

/** Comes to the app as a newcomer does: by its address, and by the name on the page of the local sign-in. */
export const signInInFrench = async (browser: Browser, url: string, person: string): Promise<FrenchTab> => {
  const context = await browser.newContext({
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(patience)
  await context.addInitScript(withoutSaveDialog)
  const faults: string[] = []
  context.on('weberror', (error) => faults.push(error.error().message))
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} (${message.location().url})`)
  })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('link', { name: new RegExp(`^${person} `) }).click()
  await page.getByRole('heading', { level: 1, name: 'Projets' }).waitFor()
  return { page, person, faults }
}

const screens = resolve(import.meta.dirname, '../../../../.data/screens')

/** Keeps what the people see if the work fails, and says where. */
export const withPictures = async (
  name: string,
  tabs: readonly FrenchTab[],
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work()
  } catch (error) {
    await mkdir(screens, { recursive: true })
    const kept: string[] = []
    for (const { page, person, faults } of tabs) {
      const path = join(screens, `${name}-${person.toLowerCase()}.png`)
      await page.screenshot({ path, fullPage: true, timeout: patience })
      kept.push(`${path}${faults.length === 0 ? '' : ` (${faults.join('; ')})`}`)
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${reason}\nThe screens: ${kept.join(', ')}`, { cause: error })
  }
}

/** The text of a file that a press of this button downloads. */
export const downloadText = async (page: Page, button: RegExp): Promise<string> => {
  const started = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  return readDownload(await started)
}

const readDownload = async (download: Download): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
