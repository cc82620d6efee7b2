import type { Person } from '../client/person.ts'
import type { World } from '../world.ts'
import { answersFor, askForPage, release, renew, submit, type HeldPage, type PageRequest } from './pages.ts'

/** A little longer than a lease. */
const untilExpired = 65_000

/** What people do with a page; each name with how often it is done. */
const habits = [
  [50, 'submit'],
  [8, 'repeat'],
  [8, 'twiceAtOnce'],
  [8, 'twoTabs'],
  [8, 'twoMinds'],
  [8, 'parts'],
  [8, 'renew'],
  [6, 'release'],
  [3, 'late'],
  [3, 'forget'],
] as const
type Habit = (typeof habits)[number][1]
const draw: readonly Habit[] = habits.flatMap(([weight, habit]) =>
  Array.from({ length: weight }, () => habit),
)

const expectSame = (world: World, page: HeldPage, outcomes: readonly (string | undefined)[]): void => {
  const known = new Set(outcomes.filter((outcome) => outcome !== undefined))
  if (known.size > 1) world.blame(`The page ${page.id} was submitted twice with results that differ`)
}

const act = async (world: World, request: PageRequest, page: HeldPage, habit: Habit): Promise<void> => {
  const { person } = request
  const answers = answersFor(request, page)
  const key = person.key()
  switch (habit) {
    case 'submit':
      await submit(request, page, answers, key)
      return
    case 'repeat':
      expectSame(world, page, [
        await submit(request, page, answers, key),
        await submit(request, page, answers, key),
        await submit(request, page, answers, undefined),
      ])
      return
    case 'twiceAtOnce':
      expectSame(
        world,
        page,
        await Promise.all([submit(request, page, answers, key), submit(request, page, answers, key)]),
      )
      return
    case 'twoTabs': {
      const tabs = await Promise.all([askForPage(request, page.items.length), askForPage(request, 3)])
      await Promise.all(
        tabs.map((tab) => submit(request, tab ?? page, answersFor(request, tab ?? page), person.key())),
      )
      return
    }
    case 'twoMinds':
      await Promise.all([
        submit(request, page, answers, person.key()),
        submit(request, page, answersFor(request, page), person.key()),
      ])
      return
    case 'parts': {
      const half = answers.slice(0, Math.ceil(answers.length / 2))
      await Promise.all([
        submit(request, page, half, key, { partial: true }),
        submit(request, page, answers.slice(half.length - 1), person.key(), { partial: true }),
      ])
      await submit(request, page, answers, person.key())
      return
    }
    case 'renew':
      await renew(request, page)
      await submit(request, page, answers, key)
      return
    case 'release':
      await Promise.all([
        release(request, page),
        ...(person.random.chance(0.3) ? [renew(request, page)] : []),
      ])
      return
    case 'late':
      await world.rest(untilExpired)
      await submit(request, page, answers, key)
      return
    case 'forget':
      await world.rest(untilExpired)
  }
}

/** How long people look at a page, ms: some are fast, some slow. */
const paces: readonly (readonly [number, number])[] = [
  [100, 600],
  [400, 2000],
  [2000, 6000],
]

const whenNothingIsLeft = 700

/** Labels in all projects that the labeler is a member of, until everybody stops. */
export const beLabeler = async (world: World, person: Person): Promise<void> => {
  const { random, user } = person
  const pace = random.pick(paces)
  const projects = world.projects.filter(({ labelers }) => labelers.includes(user))
  while (!world.isStopping()) {
    const request = { person, project: random.pick(projects) }
    const page = await askForPage(request, random.whole(2, 12))
    await world.rest(page ? random.between(...pace) : whenNothingIsLeft)
    if (page) await act(world, request, page, random.pick(draw))
  }
}
