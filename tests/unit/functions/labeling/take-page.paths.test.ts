import { expect, test } from '@jest/globals'
import { projects } from '../../../../src/domain/model/projects/project.ts'
import { createPageWorld, itemsOf } from '../../../support/page-world.ts'

type Ask = Awaited<ReturnType<typeof createPageWorld>>['ana']

/** The paths that a caller is told by a new page, by the same page again and by a read of it. */
const pathsSeen = async (who: Ask) => {
  const page = (await who('POST', '/pages', { size: 1 })).json
  const again = (await who('POST', '/pages', { size: 1 })).json
  const read = (await who('GET', `/pages/${String(page['id'])}`)).json
  return [page, again, read].flatMap((body) => itemsOf(body).map(({ path }) => path))
}

const paths = ['cats/1.png', 'cats/2.png', 'cats/3.png']
const seen = [expect.any(String), expect.any(String), expect.any(String)]

test('labelers are told no paths, reviewers and administrators are', async () => {
  const { ana, rita, lead } = await createPageWorld(paths)
  expect(await pathsSeen(ana)).toEqual([undefined, undefined, undefined])
  expect(await pathsSeen(rita)).toEqual(seen)
  expect(await pathsSeen(lead)).toEqual(seen)
})

test('labelers are told paths where the project allows it', async () => {
  const { ana } = await createPageWorld(paths, { labelersSeePaths: true })
  expect(await pathsSeen(ana)).toEqual(seen)
})

test('the setting is changed like any other, and a change is in the audit', async () => {
  const { ana, lead } = await createPageWorld(paths)
  const project = await lead('GET', '')
  expect(project.json['labelersSeePaths']).toBe(false)
  const change = { 'if-match': String(project.headers['etag']) }
  const changed = await lead('PATCH', '', { labelersSeePaths: true }, change)
  expect(changed.json).toMatchObject({ labelersSeePaths: true })
  expect(await pathsSeen(ana)).toEqual(seen)
  expect((await lead('GET', '/audit')).json).toMatchObject({
    value: [{ changes: [{ name: 'labelersSeePaths', from: 'false', to: 'true' }] }],
  })
  const back = await lead(
    'PATCH',
    '',
    { labelersSeePaths: null },
    { 'if-match': String(changed.json['etag']) },
  )
  expect(back.json).toMatchObject({ labelersSeePaths: false })
})

test('a project of an earlier version tells labelers no paths', async () => {
  const { project } = await createPageWorld([])
  const { labelersSeePaths: _added, ...stored } = project
  expect(projects.parse({ document: stored, etag: 'e' }).document.labelersSeePaths).toBe(false)
})
