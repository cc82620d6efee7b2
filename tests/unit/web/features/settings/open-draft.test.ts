import { expect, test } from '@jest/globals'
import type { Schemas } from '../../../../../web/src/api/client.ts'
import { openDraft, storedOf } from '../../../../../web/src/features/settings/open-draft.ts'
import type { SettingsDraft } from '../../../../../web/src/features/settings/settings-draft.ts'

const project: Schemas['Project'] = {
  name: 'pets',
  etag: '"1"',
  mediaType: 'Image',
  taskType: 'MultiClass',
  dataset: 'pets',
  status: 'Running',
  myRole: 'Admin',
  labelClasses: [
    { id: '1', name: 'Cat' },
    { id: '2', name: 'Dog' },
  ],
  instructions: { text: 'v1' },
  allowNoClass: false,
  labelersSeePaths: false,
  pageLease: 'PT30M',
  incrementalRefresh: 'Enabled',
  changedFiles: 'Flag',
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'lead',
  updatedAt: '2026-01-01T00:00:00Z',
  tags: {},
}

/** A draft that leaves the browser and comes back while the project has become another one. */
const reopen = (draft: SettingsDraft, present: Schemas['Project']) =>
  openDraft(JSON.parse(JSON.stringify(storedOf({ base: project, draft }))), present)

test('without a draft the screen begins with the project', () => {
  expect(openDraft(undefined, project)).toEqual({ base: project, draft: {}, theirs: undefined })
  expect(storedOf({ base: project, draft: { pageLease: 'PT30M' } })).toBeUndefined()
})

test('a kept draft goes on with what others have changed beside it', () => {
  const labelClasses = [...project.labelClasses, { name: 'Hat' }]
  const present = {
    ...project,
    etag: '"2"',
    pageLease: 'PT1H',
    labelClasses: [...project.labelClasses, { id: '3', name: 'Glove' }],
  }
  const opened = reopen({ labelClasses, labelersSeePaths: true }, present)
  expect(opened).toEqual({
    base: present,
    draft: {
      labelersSeePaths: true,
      labelClasses: [...project.labelClasses, { name: 'Hat' }, { id: '3', name: 'Glove' }],
    },
    theirs: undefined,
  })
})

test('what both sides have changed is asked, and is still told apart after one more visit', () => {
  const present = { ...project, etag: '"2"', instructions: { text: 'v2' } }
  const draft = { instructions: { text: 'v1 and more' } }
  const opened = reopen(draft, present)
  expect(opened).toEqual({ base: { ...project, etag: '"1"' }, draft, theirs: present })
  expect(storedOf(opened)).toEqual({ etag: '"1"', base: { instructions: { text: 'v1' } }, draft })
})

test('a setting that had no value is asked, too, once others gave it one', () => {
  const present = { ...project, etag: '"2"', displayName: 'Animals' }
  expect(reopen({ displayName: 'Beasts' }, present).theirs).toBe(present)
  expect(reopen({ displayName: 'Animals' }, present).theirs).toBeUndefined()
})
