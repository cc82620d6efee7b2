import { mintToken } from '../local/platform/issuer.ts'
import { createClient, type Client } from '../tools/client.ts'
import type { Service } from '../tools/service.ts'
import type { Checks } from './checks.ts'
import type { Screen } from './screen.ts'
import type { Story } from './story.ts'

export interface Person {
  readonly name: string
  readonly client: Client
}

export interface People {
  readonly admin: Client
  readonly reviewer: Person
  readonly labelers: readonly Person[]
}

/** What every step has at hand. */
export interface Tour {
  readonly screen: Screen
  readonly story: Story
  readonly checks: Checks
  readonly service: Service
  readonly people: People
}

export const datastore = 'demo-images'
export const dataset = 'fashion'
export const project = 'fashion'

// The first ones are those of the sign-in page, so that people go on as them in the web app.
export const adminName = 'lead'
const reviewerName = 'reviewer'
const labelerNames = ['ann', 'ben', 'chloe']

/** Where Entra ID would sign people in, the local issuer gives them tokens of the same shape. */
export const signIn = async ({ api, dataDir }: Service): Promise<People> => {
  const enter = async (name: string, role: 'Admin' | 'Reviewer' | 'Labeler'): Promise<Person> => ({
    name,
    client: createClient(api, await mintToken(dataDir, name, [`Labeling.${role}`])),
  })
  return {
    admin: (await enter(adminName, 'Admin')).client,
    reviewer: await enter(reviewerName, 'Reviewer'),
    labelers: await Promise.all(labelerNames.map((name) => enter(name, 'Labeler'))),
  }
}
