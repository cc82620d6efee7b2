import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { startBrowser } from '../../../tools/browser.ts'
import type { ServiceWorld } from '../../support/service-world.ts'
import { joinService } from '../../support/shared-service.ts'
import { createProject } from '../../support/web/tutorial/create-project.ts'
import {
  downloadText,
  signInInFrench,
  withPictures,
  type FrenchTab,
} from '../../support/web/tutorial/french-tab.ts'
import {
  complete,
  completeWith,
  tiles,
  untilAnswered,
  untilFresh,
} from '../../support/web/tutorial/label-page.ts'
import { approveAll, exportApproved, rejectSome } from '../../support/web/tutorial/review.ts'

const project = 'tutoriel'
const comment = 'Regardez la forme'
let world: ServiceWorld
let browser: Browser
let lead: FrenchTab
let ann: FrenchTab

beforeAll(async () => {
  world = await joinService()
  // A container of its own: other tests count what is in theirs.
  await world.upload(project, [])
  browser = await startBrowser()
  lead = await signInInFrench(browser, world.service.url, 'Lead')
  ann = await signInInFrench(browser, world.service.url, 'Ann')
})
afterAll(() => browser?.close())

/** The answers that are in force, by class, as the service has them. */
const countsByClass = async (): Promise<Readonly<Record<string, number>>> => {
  const { body } = await world.lead('GET', `/projects/${project}/statistics?by=class`)
  const { rows } = z
    .object({ rows: z.array(z.object({ class: z.string(), labeled: z.number() })) })
    .parse(body)
  return Object.fromEntries(rows.filter((row) => row.labeled > 0).map((row) => [row.class, row.labeled]))
}

/** A page of one class, with one item of another and one that is skipped, then a page of one class. */
const labelTwoPages = async (page: Page): Promise<void> => {
  await page.reload()
  await page
    .getByRole('article')
    .filter({ hasText: project })
    .getByRole('link', { name: 'Étiqueter' })
    .click()
  await untilFresh(page)
  await untilAnswered(page, 'sans réponse', 9)
  await page.keyboard.press('ControlOrMeta+a')
  await tiles(page)
    .nth(8)
    .click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('1')
  await untilAnswered(page, 'Ankle boot', 8)
  await tiles(page).nth(2).click()
  await page.keyboard.press('2')
  await untilAnswered(page, 'Bag', 1)
  await tiles(page).nth(4).click()
  await page.keyboard.press('s')
  await page.getByLabel('Motif, pour le relecteur (facultatif)').fill('trop flou')
  await page.keyboard.press('Enter')
  await untilAnswered(page, 'passé', 1)
  await tiles(page).nth(8).click()
  await complete(page, () => page.keyboard.press('1'))
  await completeWith(page, '3')
  await page.getByText('18 aujourd’hui').waitFor()
}

const seeNumbers = async (page: Page, numbers: Readonly<Record<string, number>>): Promise<void> => {
  await page.getByRole('link', { name: 'Tableau de bord', exact: true }).click()
  const states = page.getByRole('region', { name: '300 éléments' })
  for (const [state, count] of Object.entries(numbers))
    await states
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^${state}\\s${count}\\s`) })
      .waitFor()
}

/** Submits pages until those come that a reviewer has sent back. */
const labelReturned = async (page: Page, count: number): Promise<number> => {
  let answers = 0
  for (;;) {
    const returned = tiles(page).filter({ hasText: 'revenu' })
    if ((await returned.count()) > 0) {
      expect(await returned.count()).toBe(count)
      await returned.first().click()
      await page.getByText('Un relecteur a rejeté la réponse précédente.').waitFor()
      await page.getByRole('region', { name: 'L’élément' }).getByText(comment).waitFor()
      await completeWith(page, '4')
      return answers + 9
    }
    await completeWith(page, '5')
    answers += 9
  }
}

test(
  'a team does the whole tutorial in French: images, project, labels, review, exports',
  () =>
    withPictures('tutorial', [lead, ann], async () => {
      await createProject(lead.page, project, 'Ann', `${world.service.endpoints.blobServiceUrl}/${project}`)
      await labelTwoPages(ann.page)
      expect(await countsByClass()).toEqual({ 'Ankle boot': 7, Bag: 1, Coat: 9 })

      await seeNumbers(lead.page, { Étiquetés: 17, Passés: 1, 'Sans réponse': 282 })
      await lead.page.getByRole('rowheader', { name: 'Ann' }).first().waitFor()
      await rejectSome(lead.page, 3, comment)
      const further = await labelReturned(ann.page, 3)
      const labeled = 17 - 3 + further
      await ann.page.getByText(`${18 + further} aujourd’hui`).waitFor()
      await seeNumbers(lead.page, { Étiquetés: labeled, 'Sans réponse': 300 - labeled - 1 })
      await approveAll(lead.page, labeled)
      await seeNumbers(lead.page, { Approuvés: labeled, Passés: 1, 'Sans réponse': 300 - labeled - 1 })

      await lead.page.getByRole('link', { name: 'Exports', exact: true }).click()
      await exportApproved(lead.page, 'Coco')
      await exportApproved(lead.page, 'Dataset', 'tutoriel-approuve')
      const coco = z
        .object({
          images: z.array(z.object({ id: z.number() })),
          annotations: z.array(z.object({ category_id: z.number() })),
          categories: z.array(z.object({ id: z.number(), name: z.string() })),
        })
        .parse(JSON.parse(await downloadText(lead.page, /^Télécharger labels_default\.json$/)))
      const names = new Map(coco.categories.map(({ id, name }) => [id, name]))
      const counts: Record<string, number> = {}
      for (const { category_id: id } of coco.annotations) {
        const name = names.get(id) ?? ''
        counts[name] = (counts[name] ?? 0) + 1
      }
      expect(coco.images).toHaveLength(labeled)
      expect(counts).toEqual(await countsByClass())

      const lines = (await downloadText(lead.page, /^Télécharger labeledDatapoints\.jsonl$/))
        .trim()
        .split('\n')
      expect(lines).toHaveLength(labeled)
      await lead.page.getByText('tutoriel-approuve', { exact: true }).waitFor()
      // The browser reports that the name of the new project was free.
      const wasFree = `/api/projects/${project})`
      expect([...lead.faults, ...ann.faults].filter((fault) => !fault.endsWith(wasFree))).toEqual([])
    }),
  600_000,
)
