import { describe, expect, test } from '@jest/globals'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { maxTags } from '../../../../src/domain/model/projects/settings/tags.ts'
import { makeProject } from '../../../support/labeling-world.ts'

const { patchSettings, settingsOf } = tasks.settings

const project = makeProject({
  displayName: 'Pets',
  description: 'of the house',
  tags: { team: 'a', cost: '1' },
  instructions: { text: 'Look', url: 'https://example.org' },
})

describe('settings', () => {
  test('what is not given has its default', () => {
    expect(settingsOf({ labelClasses: [{ name: 'Cat' }] })).toEqual({
      tags: {},
      incrementalRefresh: 'Disabled',
      changedFiles: 'Flag',
      classes: [{ id: 'c0', path: 'Cat' }],
      labelersSeePaths: false,
      pageLease: 30 * 60_000,
      options: {},
    })
  })

  test('an empty patch changes nothing', () => {
    expect(patchSettings(project, {})).toEqual(project)
  })

  test('a patch changes what it names, and null clears', () => {
    const patched = patchSettings(project, {
      displayName: 'Animals',
      description: null,
      tags: { team: null, room: '7' },
      instructions: { url: null },
      pageLease: 'PT5M',
      incrementalRefresh: 'Disabled',
      allowNoClass: true,
    })
    expect(patched).toMatchObject({
      displayName: 'Animals',
      tags: { cost: '1', room: '7' },
      instructions: { text: 'Look' },
      pageLease: 300_000,
      incrementalRefresh: 'Disabled',
      options: { allowNoClass: true },
      classes: project.classes,
    })
    expect(patched.description).toBeUndefined()
    expect(patched.tags).not.toHaveProperty('team')
    expect(patched.instructions?.url).toBeUndefined()
    expect(patchSettings(project, { tags: null, instructions: null })).toMatchObject({ tags: {} })
  })

  test('patches cannot add up to more tags than a project may have', () => {
    const many = (from: number, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag ${from + index}`, 'x']))
    const full = patchSettings(project, { tags: many(0, maxTags - 2) })
    expect(Object.keys(full.tags)).toHaveLength(maxTags)
    expect(() => patchSettings(full, { tags: { more: 'x' } })).toThrow('clear some with null')
    expect(patchSettings(full, { tags: { more: 'x', team: null } }).tags).toHaveProperty('more')
  })

  test('a class that is left out is withdrawn, and comes back under its old id', () => {
    const without = patchSettings(project, { labelClasses: [{ name: 'Cat' }, { name: 'Cow' }] })
    expect(without.classes).toEqual([
      { id: 'c0', path: 'Cat' },
      { id: 'c3', path: 'Cow' },
      { id: 'c1', path: 'Dog', withdrawn: true },
      { id: 'c2', path: 'Dog/Poodle', withdrawn: true },
    ])
    const again = patchSettings(without, { labelClasses: [{ name: 'Dog' }] })
    expect(again.classes[0]).toEqual({ id: 'c1', path: 'Dog' })
  })
})
