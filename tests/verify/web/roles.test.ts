import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { enterAs, openTab, untilShown } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'
import type { PersonId } from '../../support/web/people.ts'
import { screenCases } from '../../support/web/screen-cases.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

/** The screens that a role does not reach, and what is said in their place. */
const lead = 'You need the role “Lead”'
const reviewer = 'You need the role “Reviewer”'
const forAdmins = /^Only administrators of the workspace can do this/
const refusals: Readonly<Record<string, Partial<Record<PersonId, string | RegExp>>>> = {
  review: { ann: reviewer },
  item: { ann: reviewer },
  dashboard: { ann: reviewer },
  exports: { ann: reviewer },
  members: { ann: lead, reviewer: lead },
  settings: { ann: lead, reviewer: lead },
  projectActivity: { ann: lead, reviewer: lead },
  createProject: { ann: forAdmins, reviewer: forAdmins },
  data: { ann: forAdmins, reviewer: forAdmins },
  datastore: { ann: forAdmins, reviewer: forAdmins },
  dataset: { ann: forAdmins, reviewer: forAdmins },
  activity: { ann: forAdmins, reviewer: forAdmins },
}

const pathOf = new Map(screenCases.map(({ screen, path }) => [screen, path]))

test('each screen is for everybody, or says to whom it is not', () => {
  const forAll = ['projects', 'label', 'ownWork', 'preferences']
  expect([...pathOf.keys()].toSorted()).toEqual([...forAll, ...Object.keys(refusals)].toSorted())
})

test.each(['ann', 'reviewer'] as const)(
  '%s is told the role that a screen needs, in its place',
  async (person) => {
    const tab = await openTab(world.browser, world.url, { hosts: world.hosts })
    try {
      await enterAs(tab, world.url, person)
      for (const [screen, texts] of Object.entries(refusals)) {
        const text = texts[person]
        if (text === undefined) continue
        await tab.page.goto(`${world.url}${pathOf.get(screen)?.(world.data)}`)
        await untilShown(tab.page)
        await tab.page.locator('main').getByText(text).waitFor()
        // Nothing of the screen itself is there.
        expect(await tab.page.locator('main :is(button, input, table)').count()).toBe(0)
      }
      // And nothing was asked that the service would refuse.
      expect(tab.faults).toEqual([])
    } finally {
      await tab.close()
    }
  },
)
