import { expect } from '@jest/globals'
import type { Person } from './person.ts'
import type { ServiceWorld } from './service-world.ts'
import { until } from './until.ts'

interface Named {
  readonly user: string
  readonly name: string
  readonly person: Person
}

/** A labeler of a project has a name for the others, until they delete it. */
export const keepAndDeleteName = async (
  { lead }: Pick<ServiceWorld, 'lead'>,
  project: string,
  { user, name, person }: Named,
): Promise<void> => {
  const me = { user, name, appRole: 'Labeler', kind: 'Person' }
  expect(await person('GET', '/me')).toMatchObject({ status: 200, body: me })
  const known = async (path: string) =>
    (await lead('GET', path)).body.value.find((one: { user: string }) => one.user === user)
  // The first call of a person does not wait until their name is kept.
  await until(
    () => known(`/people?search=${name.slice(0, 3).toLowerCase()}`),
    (found) => found !== undefined,
  )
  expect(await known(`/projects/${project}/people`)).toEqual({ user, name })
  expect(await known(`/projects/${project}/members`)).toMatchObject({ name })
  expect(await person('DELETE', `/people/${user}`)).toMatchObject({ status: 204 })
  expect(await known(`/projects/${project}/people`)).toEqual({ user })
}
