import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { until } from '../../support/until.ts'
import { enterAs, openTab, untilShown, type AppTab } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'
import { people, type PersonId } from '../../support/web/people.ts'

// The address changes without a click in the app: what a screen knows of one project or item must not go to another.

const [one, other] = ['zqone', 'zqother']
const names = Array.from({ length: 36 }, (_, index) => `${String(index).padStart(2, '0')}.png`)

let world: AppWorld
let tab: AppTab

beforeAll(async () => {
  world = await openAppWorld()
  for (const project of [one, other]) {
    await world.addProject(project, names, {
      description: `of ${project}`,
      labelClasses: [{ name: `First of ${project}` }, { name: `Second of ${project}` }],
    })
    await world.lead('PUT', `/projects/${project}/members/${people.ann.id}`, { body: { role: 'Labeler' } })
  }
})

afterAll(async () => {
  await world?.close()
})

beforeEach(async () => {
  tab = await openTab(world.browser, world.url, { hosts: world.hosts })
})

afterEach(async () => {
  await tab?.close()
})

const enter = async (person: PersonId, path: string): Promise<void> => {
  await enterAs(tab, world.url, person)
  await tab.page.goto(`${world.url}${path}`)
  await untilShown(tab.page)
}

/** By the list of projects, as a person goes. */
const goTo = async (project: string, path: string): Promise<void> => {
  await tab.page.getByRole('link', { name: 'Projects', exact: true }).click()
  await tab.page.locator(`a[href="/p/${project}${path}"]`).first().click()
  await tab.page.waitForURL(`**/p/${project}${path}`)
  await untilShown(tab.page)
}

const jump = async (steps: number, path: string): Promise<void> => {
  await tab.page.evaluate(`history.go(${steps})`)
  await tab.page.waitForURL(`**${path}`)
  await untilShown(tab.page)
}

const shownItems = (): Promise<readonly string[]> =>
  tab.page.locator('[id^="tile-"]').evaluateAll((tiles) => tiles.map(({ id }) => id.replace('tile-', '')))

interface Item {
  readonly id: string
  readonly state: string
  readonly labels?: readonly string[]
}

/** The items with an answer, as the service has them. */
const answersOf = async (project: string): Promise<ReadonlyMap<string, string>> => {
  const { body } = await world.lead('GET', `/projects/${project}/items?state=labeled&maxpagesize=100`)
  return new Map((body.value as readonly Item[]).map(({ id, labels }) => [id, labels?.join() ?? '']))
}

/** The pages that are held: with two, the next one is there when the first is answered. */
const heldPages = async (project: string): Promise<number> =>
  (await world.lead('GET', `/projects/${project}/pages`)).body.value.length

const answerAll = async (project: string, key: string): Promise<readonly string[]> => {
  await until(
    () => heldPages(project),
    (held) => held === 2,
  )
  const items = await shownItems()
  for (const _ of items) await tab.page.keyboard.press(key)
  await until(shownItems, (now) => now.length > 0 && !now.some((item) => items.includes(item)))
  return items
}

test('keys answer what is shown, and each answer comes to the item that it was given to', async () => {
  const label = (project: string): string => `/p/${project}/label`
  await enter('ann', label(other))
  await tab.page.getByRole('grid').waitFor()
  await goTo(one, '/label')
  await goTo(other, '/label')
  // What is answered from here on waits, so both projects have something to come back to.
  await tab.page.context().route('**/submit', (route) => route.abort())
  const expected = new Map<string, ReadonlyMap<string, string>>()
  const given = (project: string, items: readonly string[], answer: string): void =>
    void expected.set(
      project,
      new Map([...(expected.get(project) ?? []), ...items.map((item) => [item, answer] as const)]),
    )
  given(other, await answerAll(other, '1'), `First of ${other}`)
  await goTo(one, '/label')
  given(one, await answerAll(one, '1'), `First of ${one}`)
  await jump(-2, label(other))
  const again = await shownItems()
  for (const _ of again) await tab.page.keyboard.press('2')
  given(other, again, `Second of ${other}`)
  await tab.page.context().unroute('**/submit')
  await tab.page.evaluate(`window.dispatchEvent(new Event('online'))`)
  for (const project of [one, other]) {
    const wanted = expected.get(project)
    expect(
      await until(
        () => answersOf(project),
        ({ size }) => size >= (wanted?.size ?? 0),
      ),
    ).toEqual(wanted)
  }
})

test('a screen that waits for another project hears no keys', async () => {
  await enter('ann', `/p/${one}/label`)
  await tab.page.getByRole('grid').waitFor()
  const before = await answersOf(one)
  const held = Promise.withResolvers<void>()
  await tab.page.context().route(`**/api/projects/${other}`, async (route) => {
    await held.promise
    await route.continue()
  })
  await tab.page.evaluate(`history.pushState(undefined, '', '/p/${other}/label')`)
  await tab.page.getByRole('grid').waitFor({ state: 'hidden' })
  for (let key = 0; key < 9; key += 1) await tab.page.keyboard.press('2')
  held.resolve()
  await tab.page.getByRole('heading', { name: `Label: ${other}` }).waitFor({ state: 'attached' })
  await untilShown(tab.page)
  expect(await answersOf(one)).toEqual(before)
})

test('settings are saved to the project that they are shown of', async () => {
  await enter('lead', `/p/${one}/settings`)
  await goTo(other, '')
  await tab.page.getByRole('link', { name: 'Settings', exact: true }).click()
  await tab.page.waitForURL(`**/p/${other}/settings`)
  const description = tab.page.getByRole('textbox', { name: 'Description', exact: true })
  await description.fill('a draft of the other one')
  await jump(-3, `/p/${one}/settings`)
  expect(await description.inputValue()).toBe(`of ${one}`)
  await description.fill('another one')
  await tab.page.getByRole('button', { name: 'Save', exact: true }).click()
  const read = async (project: string) => (await world.lead('GET', `/projects/${project}`)).body
  const saved = await until(
    () => read(one),
    ({ description: now }) => now !== `of ${one}`,
  )
  expect(saved).toMatchObject({ description: 'another one' })
  expect(saved.labelClasses[0]).toMatchObject({ name: `First of ${one}` })
  expect(await read(other)).toMatchObject({ description: `of ${other}` })
})

test('a dialog ends with the item that it was opened for', async () => {
  const { project } = world.data
  const { body } = await world.lead('GET', `/projects/${project}/items?state=labeled`)
  const [first] = body.value as readonly Item[]
  const path = `/p/${project}/items/${first?.id}`
  await enter('reviewer', path)
  await tab.page.getByRole('link', { name: 'To the review' }).click()
  await tab.page.getByRole('grid').waitFor()
  await tab.page.getByRole('row').last().focus()
  await tab.page.keyboard.press('o')
  await tab.page.waitForURL((url) => url.pathname.includes('/items/') && url.pathname !== path)
  await untilShown(tab.page)
  await tab.page.keyboard.press('r')
  await tab.page.getByRole('dialog').waitFor()
  await jump(-2, path)
  expect(await tab.page.getByRole('dialog').count()).toBe(0)
})
