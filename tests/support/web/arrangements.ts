import type { Page } from 'playwright-core'
import { untilShown } from './app-tab.ts'
import type { AppWorld } from './app-world.ts'
import { people } from './people.ts'

const keep = (page: Page, name: string, value: object): Promise<unknown> =>
  page.evaluate(`localStorage.setItem(${JSON.stringify(name)}, ${JSON.stringify(JSON.stringify(value))})`)

const openAgain = async (page: Page): Promise<void> => {
  await page.reload()
  await untilShown(page)
}

const projectDraft = ({ data }: AppWorld) => ({
  source: 'Existing',
  existing: data.dataset,
  taskType: 'MultiLabel',
  allowNoClass: true,
  classes: [
    { name: 'Zqbag', shortcut: 'b', color: '#c0392b', classes: [{ name: 'Zqtote' }] },
    { name: 'Zqbag' },
  ],
  instructions: '# Zqrules\n\n- zqlook\n- [zqmore](https://example.org/zq)',
  instructionsUrl: 'zq',
  members: [
    { user: people.ann.id, name: people.ann.name, role: 'Labeler' },
    { user: 'zqnew', role: 'Reviewer' },
  ],
  displayName: data.project,
})

const openWithDraft = async (page: Page, draft: object): Promise<void> => {
  await keep(page, `etiquette.new-project.${people.lead.id}`, draft)
  await openAgain(page)
}

/** The wizard with a draft in which something is wrong. */
export const arrangeDraft = (page: Page, world: AppWorld): Promise<void> =>
  openWithDraft(page, projectDraft(world))

/** The same draft without a dataset, after a press of Next, and of what leads to the first class that is wrong. */
export const arrangeFaults = async (page: Page, world: AppWorld): Promise<void> => {
  await openWithDraft(page, { ...projectDraft(world), existing: '' })
  await page.locator('.wizard-actions .primary').click()
  await page.locator('[role=alert] .field-problem').waitFor()
  const wrong = page.locator('.class-editor-wrong')
  if ((await wrong.count()) > 0) await wrong.click()
}

/** A browser that keeps nothing, and a person who leaves the wizard. */
export const arrangeLeaving = async (page: Page): Promise<void> => {
  await page.evaluate('Storage.prototype.setItem = () => { throw new Error("full") }')
  await page.getByRole('radio', { checked: false }).first().press('Space')
  await page.getByRole('banner').getByRole('link').first().press('Enter')
  await page.getByRole('alertdialog').waitFor()
}

/** Two leads change the same settings, and this one saves later. */
export const arrangeMerge = async (page: Page, { data, lead }: AppWorld): Promise<void> => {
  const at = `/projects/${data.project}`
  const { etag, labelClasses, displayName, instructions, labelersSeePaths } = (await lead('GET', at)).body
  const [bag, shoe, coat] = labelClasses
  await keep(page, `etiquette.settings.${people.lead.id}.${data.project}`, {
    etag,
    base: { labelClasses, displayName, instructions, labelersSeePaths },
    draft: {
      displayName: 'Zqmine',
      labelClasses: [{ ...bag, name: 'Zqpurse' }, shoe, { name: 'Zqscarf' }],
      instructions: { text: 'Zqmine' },
      labelersSeePaths: true,
    },
  })
  await openAgain(page)
  const body = {
    displayName: 'Zqtheirs',
    labelClasses: [bag, { ...shoe, classes: [] }, { ...coat, color: '#2980b9' }, { name: 'Zqhat' }],
    instructions: { text: 'Zqtheirs' },
  }
  await lead('PATCH', at, { headers: { 'if-match': '*' }, body })
  await page.locator('.actions .primary:not([disabled])').click()
  await page.locator('.merge-choice').first().waitFor()
}

/** The guidance of the lead beside the items, with the examples of a class. */
export const arrangeInstructions = async (page: Page): Promise<void> => {
  // They are open at the first visit.
  await page.locator('.instructions .examples img').nth(1).waitFor()
}

/** The fields of a class that has examples. */
export const arrangeClass = async (page: Page): Promise<void> => {
  await page.getByRole('treegrid').getByRole('row').first().click()
  await page.locator('.class-details .examples img').nth(1).waitFor()
}
