import { expect, jest, test } from '@jest/globals'
import type { Schemas } from '../../../../../web/src/api/client.ts'
import { ApiProblem } from '../../../../../web/src/api/problem.ts'
import type { OpenDraft } from '../../../../../web/src/features/settings/open-draft.ts'
import { saveDraft, type SaveSteps } from '../../../../../web/src/features/settings/save-draft.ts'
import type { SettingsDraft } from '../../../../../web/src/features/settings/settings-draft.ts'
import { project } from './project.ts'

type Project = Schemas['Project']

const stale = new ApiProblem(new Response(null, { status: 412 }), undefined)
const hat = { name: 'Hat' }
const labelClasses = [...project.labelClasses, hat]
const renamed = [{ id: '1', name: 'Kitten' }, ...project.labelClasses.slice(1)]

/** Saves a draft while others make these projects, one before each attempt. */
const saveAmong = async (draft: SettingsDraft, others: readonly Project[], later: SettingsDraft = draft) => {
  let form: OpenDraft = { base: project, draft: later, theirs: undefined }
  const left = [...others]
  let present = project
  const patch = jest.fn<SaveSteps['patch']>(async ({ from, part }) => {
    present = left.shift() ?? present
    if (from.etag !== present.etag) throw stale
    return { ...present, ...part, etag: '"saved"' }
  })
  const done = saveDraft(
    { from: project, part: draft },
    {
      patch,
      readPresent: async () => present,
      form: () => form,
      keep: (next) => {
        form = next
      },
    },
  )
  const [result] = await Promise.allSettled([done])
  return { result, patch, form }
}

test('a draft that meets nobody is sent once', async () => {
  const { result, patch } = await saveAmong({ labelClasses }, [])
  expect(patch).toHaveBeenCalledTimes(1)
  expect(result).toMatchObject({ value: { isJoined: false, saved: { labelClasses } } })
})

test.each([
  ['renamed', renamed],
  ['added', [...project.labelClasses, { id: '3', name: 'Glove' }]],
])('a new class is saved beside one that others have %s meanwhile', async (_, theirs) => {
  const present = { ...project, etag: '"2"', labelClasses: theirs }
  const { result, form } = await saveAmong({ labelClasses }, [present])
  const saved = expect.arrayContaining([hat, ...theirs])
  expect(result).toMatchObject({ value: { isJoined: true, saved: { labelClasses: saved } } })
  expect(form).toMatchObject({ base: present, draft: { labelClasses: saved }, theirs: undefined })
})

test('what both sides have changed is asked, and nothing is sent again', async () => {
  const present = { ...project, etag: '"2"', labelClasses: renamed }
  const draft = { labelClasses: [{ id: '1', name: 'Lion' }, ...project.labelClasses.slice(1)] }
  const { result, patch, form } = await saveAmong(draft, [present])
  expect(result).toEqual({ status: 'fulfilled', value: undefined })
  expect(patch).toHaveBeenCalledTimes(1)
  expect(form).toEqual({ base: project, draft, theirs: present })
})

test('what was typed since the save began stays in the form and is not sent', async () => {
  const present = { ...project, etag: '"2"', labelClasses: renamed }
  const later = { labelClasses: [...labelClasses, { name: 'Coa' }] }
  const { result, form } = await saveAmong({ labelClasses }, [present], later)
  expect(result).toMatchObject({ value: { saved: { labelClasses: [...renamed, hat] } } })
  expect(form.draft).toEqual({ labelClasses: [...renamed, hat, { name: 'Coa' }] })
})

test('a person who gives way while the save is on its way saves what is in the form', async () => {
  const present = { ...project, etag: '"2"', displayName: 'Animals' }
  const draft = { displayName: 'Beasts', pageLease: 'PT1H' }
  const { patch } = await saveAmong(draft, [present], { pageLease: 'PT1H' })
  expect(patch).toHaveBeenLastCalledWith({ from: present, part: { pageLease: 'PT1H' } })
})

test('a change that others have made, too, needs no second request', async () => {
  const present = { ...project, etag: '"2"', displayName: 'Animals' }
  const { result, patch } = await saveAmong({ displayName: 'Animals' }, [present])
  expect(patch).toHaveBeenCalledTimes(1)
  expect(result).toMatchObject({ value: { saved: present } })
})

test('after three more attempts the person is told, with the form on the last project', async () => {
  const others = ['"2"', '"3"', '"4"', '"5"', '"6"'].map((etag) => ({ ...project, etag }))
  const { result, patch, form } = await saveAmong({ labelClasses }, others)
  expect(result).toEqual({ status: 'rejected', reason: stale })
  expect(patch).toHaveBeenCalledTimes(4)
  expect(form.base.etag).toBe('"4"')
})

test('another refusal is told at once', async () => {
  const refused = new ApiProblem(new Response(null, { status: 400 }), undefined)
  const steps: SaveSteps = {
    patch: () => Promise.reject(refused),
    readPresent: () => Promise.resolve(project),
    form: () => ({ base: project, draft: {}, theirs: undefined }),
    keep: () => undefined,
  }
  await expect(saveDraft({ from: project, part: { labelClasses } }, steps)).rejects.toBe(refused)
})
