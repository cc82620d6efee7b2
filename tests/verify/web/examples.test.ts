import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { enterAs, openTab, untilShown } from '../../support/web/app-tab.ts'
import { until } from '../../support/until.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

test('a lead chooses examples of a class, and a labeler sees their pictures with its description', async () => {
  const lead = await openTab(world.browser, world.url, { hosts: world.hosts })
  await enterAs(lead, world.url, 'lead')
  await lead.page.goto(`${world.url}/p/${world.data.fresh}/settings`)
  await untilShown(lead.page)
  await lead.page.getByRole('row', { name: 'Zqbag' }).click()
  await lead.page.getByRole('button', { name: 'Choose examples…' }).click()
  const dialog = lead.page.getByRole('dialog', { name: 'Examples of Zqbag' })
  // Nothing is labeled yet.
  await dialog.getByText('No item has this class.').waitFor()
  await dialog.getByLabel('Items with the class').selectOption('All items')
  const items = dialog.getByRole('row')
  await items.nth(8).waitFor()
  await items.nth(1).click()
  await items.nth(4).click()
  await dialog.getByText('2 of at most 5 are chosen.').waitFor()
  await dialog.getByRole('button', { name: 'Take them' }).click()
  await lead.page.getByRole('img', { name: 'Example 2 of Zqbag' }).waitFor()
  await lead.page.getByRole('button', { name: 'Save', exact: true }).click()
  await lead.page.getByText('Not saved yet').waitFor({ state: 'detached' })
  const { body } = await world.lead('GET', `/projects/${world.data.fresh}`)
  expect(body.labelClasses[0].examples).toHaveLength(2)

  const ann = await openTab(world.browser, world.url, { hosts: world.hosts })
  await enterAs(ann, world.url, 'ann')
  await ann.page.goto(`${world.url}/p/${world.data.fresh}/label`)
  await untilShown(ann.page)
  await ann.page.keyboard.press('h')
  const guidance = ann.page.getByRole('complementary', { name: 'Instructions' })
  await guidance.getByText('Zqopen zqbags').waitFor()
  for (const name of ['Example 1 of Zqbag', 'Example 2 of Zqbag']) {
    const shown = guidance.getByRole('img', { name })
    await shown.waitFor()
    // The picture has 6 × 4 pixels.
    await until(
      () => ann.page.evaluate<number>(`document.querySelector('.examples img[alt="${name}"]').naturalWidth`),
      (width) => width === 6,
    )
  }
  expect([...lead.faults, ...ann.faults]).toEqual([])
  await lead.close()
  await ann.close()
})
