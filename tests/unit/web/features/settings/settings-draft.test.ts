import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../../support/property.ts'
import {
  changedNames,
  mergeDraft,
  patchOf,
  settingNames,
  withoutSettings,
  type Settings,
  type SettingsDraft,
} from '../../../../../web/src/features/settings/settings-draft.ts'

const base: Settings = {
  displayName: 'Pets',
  labelClasses: [{ name: 'Cat' }, { name: 'Dog' }],
  allowNoClass: false,
  labelersSeePaths: false,
  pageLease: 'PT30M',
  incrementalRefresh: 'Enabled',
  changedFiles: 'Flag',
}

test('a patch has the changed settings and nothing else', () => {
  expect(patchOf(base, {})).toEqual({})
  expect(patchOf(base, { displayName: 'Pets', pageLease: 'PT1H' })).toEqual({ pageLease: 'PT1H' })
})

test('an emptied text goes back to its default', () => {
  expect(patchOf(base, { displayName: ' ' })).toEqual({ displayName: null })
  expect(patchOf(base, { instructions: { text: '', url: 'https://example.org' } })).toEqual({
    instructions: { text: null, url: 'https://example.org' },
  })
})

test('only what both sides changed to other values is a conflict', () => {
  const theirs = { ...base, displayName: 'Animals', pageLease: 'PT2H', allowNoClass: true }
  const mine = { displayName: 'Beasts', labelersSeePaths: true }
  expect(mergeDraft(base, { ...mine, pageLease: 'PT30M' }, theirs)).toEqual({
    draft: mine,
    conflicts: ['displayName'],
  })
  expect(mergeDraft(base, { displayName: 'Animals' }, theirs).conflicts).toEqual([])
})

test('changes of different classes go together, those of one class are a conflict', () => {
  const from = {
    ...base,
    labelClasses: [
      { id: '1', name: 'Cat' },
      { id: '2', name: 'Dog' },
    ],
  }
  const theirs = {
    ...from,
    labelClasses: [
      { id: '1', name: 'Kitten' },
      { id: '2', name: 'Dog' },
    ],
  }
  const added = [...from.labelClasses, { name: 'Cow' }]
  expect(mergeDraft(from, { labelClasses: added }, theirs)).toEqual({
    draft: { labelClasses: [...theirs.labelClasses, { name: 'Cow' }] },
    conflicts: [],
  })
  const renamed = [{ id: '1', name: 'Lion' }]
  expect(mergeDraft(from, { labelClasses: renamed }, theirs)).toEqual({
    draft: { labelClasses: renamed },
    conflicts: ['labelClasses'],
  })
})

const draft: fc.Arbitrary<SettingsDraft> = fc.record(
  {
    displayName: fc.constantFrom('Pets', 'A', 'B'),
    pageLease: fc.constantFrom('PT30M', 'PT1H', 'PT2H'),
    allowNoClass: fc.boolean(),
    changedFiles: fc.constantFrom('Flag', 'Requeue'),
  },
  { requiredKeys: [] },
)

test('after a merge each setting is mine, or theirs where mine gave way or did not change', async () => {
  await checkProperty(
    'after a merge each setting is mine, or theirs where mine gave way or did not change',
    fc.property(draft, draft, (mine, others) => {
      const theirs: Settings = { ...base, ...others }
      const leaves = mergeDraft(base, mine, theirs).conflicts
      const merged: SettingsDraft = { ...theirs, ...withoutSettings(mine, leaves) }
      for (const name of settingNames) {
        const isMine = changedNames(base, mine).includes(name) && !leaves.includes(name)
        if (isMine) expect(merged[name]).toEqual(mine[name])
        if (leaves.includes(name)) expect(merged[name]).toEqual(theirs[name])
      }
    }),
  )
})
