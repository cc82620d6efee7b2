import { describe, expect, it } from '@jest/globals'
import { permissions } from '../../../../src/functions/http/permissions.ts'
import { createAccessWorld, me } from '../../../support/access-world.ts'
import { samples } from '../../../support/access-requests.ts'

const operations = Object.keys(permissions) as (keyof typeof permissions)[]
const described = new Set<string>(['getOpenApi', 'getOpenApi30', 'getDocs', 'getDocsAsset'])
const as = `${me}:Labeler`

/** Who else is at work and what they said; and what only a reviewer is shown. */
const othersWork =
  /\blea\b|\brita\b|\bzoe\b|lea-said-blurred|labeledBy|labeledAt|skipReason|approved|history|progress|gold|"labels"|"state"|snapshot/

/** The caller's own answers without what a labeler may know of them. */
const withoutOwn = (text: string): string => text.replace(/"(?:labels|state)":/g, '"own":')

describe('a Labeler', () => {
  it.each(operations.filter((operation) => !described.has(operation)))(
    'learns nothing of others from %s',
    async (operation) => {
      const world = await createAccessWorld('Labeler')
      const route = world.routes.find((one) => one.operation === operation)
      const { path, body, headers = {} } = samples[operation](world.own)
      const { text } = await world.send(route?.method ?? '', path, { as, body, headers })
      expect(operation === 'listMyAnswers' ? withoutOwn(text) : text).not.toMatch(othersWork)
    },
  )

  it('is told of a project what labeling takes, a Reviewer also how far it is', async () => {
    const world = await createAccessWorld('Reviewer')
    for (const path of ['/projects/own', '/projects']) {
      const labeler = await world.send('GET', path, { as })
      const reviewer = await world.send('GET', path, { as: `${me}:Reviewer` })
      expect(labeler).toMatchObject({ status: 200, text: expect.stringContaining('"labelClasses"') })
      expect(labeler.text).not.toContain('progress')
      expect(reviewer.text).toContain('"progress":{"total":8,"labeled":2,"open":4}')
    }
  })

  it('reads the file of an item only while it is on a live page of theirs', async () => {
    const world = await createAccessWorld('Labeler')
    const { own } = world
    const content = (item: string, who = as) =>
      world.send('GET', `/projects/own/items/${item}/content`, { as: who })
    expect(await content(own.pageItem)).toMatchObject({ status: 200 })
    for (const item of [own.othersItem, own.labeledItem, own.skippedItem, 'f'.repeat(32)])
      expect(await content(item)).toMatchObject({
        status: 404,
        json: { error: { code: 'ItemNotFound' } },
      })
    expect(await content(own.othersItem, `rita:Reviewer`)).toMatchObject({ status: 200 })
    await world.send('POST', `/projects/own/pages/${own.page}/release`, { as })
    expect(await content(own.pageItem)).toMatchObject({ status: 404 })
  })
})
