import { expect, test } from '@jest/globals'
import type { Schemas } from '../../../../../web/src/api/client.ts'
import { afterSave, openDraft, storedOf } from '../../../../../web/src/features/settings/open-draft.ts'
import type { SettingsDraft } from '../../../../../web/src/features/settings/settings-draft.ts'
import { project } from './project.ts'

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

test('what was typed while a save was on its way is still to be saved, and nothing else', () => {
  const part = { displayName: 'Pets', instructions: { text: 'v2' }, pageLease: 'PT1H' }
  const saved = { ...project, ...part, etag: '"2"' }
  const sent = { from: project, part }
  expect(afterSave({ draft: part }, sent, saved)).toEqual({ base: saved, draft: {}, theirs: undefined })
  const draft = { ...part, instructions: { text: 'v2 and more' }, description: 'All of them' }
  expect(afterSave({ draft }, sent, saved)).toEqual({
    base: saved,
    draft: { instructions: { text: 'v2 and more' }, description: 'All of them' },
    theirs: undefined,
  })
})

test('a value that was put back while its change was on its way is to be saved, too', () => {
  const sent = { from: project, part: { pageLease: 'PT1H' } }
  const saved = { ...project, pageLease: 'PT1H', etag: '"2"' }
  expect(afterSave({ draft: { pageLease: 'PT30M' } }, sent, saved).draft).toEqual({ pageLease: 'PT30M' })
})

test('a cleared text is gone with its save', () => {
  const from = { ...project, description: 'Old' }
  const saved = { ...project, etag: '"2"' }
  const { base } = afterSave({ draft: { description: '' } }, { from, part: { description: '' } }, saved)
  expect(base).toBe(saved)
})

test('a class that was saved has its id among the classes that were added after it', () => {
  const labelClasses = [...project.labelClasses, { name: 'Hat' }]
  const draft = { labelClasses: [...labelClasses, { name: 'Coat' }] }
  const saved = { ...project, labelClasses: [...project.labelClasses, { id: '3', name: 'Hat' }], etag: '"2"' }
  expect(afterSave({ draft }, { from: project, part: { labelClasses } }, saved).draft).toEqual({
    labelClasses: [...project.labelClasses, { id: '3', name: 'Hat' }, { name: 'Coat' }],
  })
})
