import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { commonSettings } from '../../../../../../src/domain/model/projects/settings/common-settings.ts'
import { createSettings } from '../../../../../../src/domain/model/projects/settings/create-settings.ts'
import { defineOption, optionOf } from '../../../../../../src/domain/model/projects/settings/define-option.ts'
import {
  identity,
  defineSetting,
} from '../../../../../../src/domain/model/projects/settings/define-setting.ts'
import { makeProject } from '../../../../../support/labeling-world.ts'

const overlap = defineOption('overlap', {
  schema: z.number().min(0).max(1).optional(),
  stored: z.number().optional(),
  store: identity,
  shown: z.number().optional(),
  show: identity,
  clear: 'ToDefault',
  audit: 'Values',
})
const keywords = defineOption('keywords', {
  schema: z.array(z.string()).optional(),
  stored: z.array(z.string()).default(['none']),
  store: identity,
  shown: z.string(),
  show: (words) => words.join(', '),
  clear: 'ToDefault',
  audit: 'NameOnly',
  patch: {
    schema: z.strictObject({ add: z.string() }),
    merge: (patch, present) => ('add' in patch ? [...present, patch.add] : present),
  },
})
const settings = createSettings({ ...commonSettings, overlap, keywords })
const labelClasses = [{ name: 'Cat' }]

describe('options of a task type', () => {
  test('join the common settings, after them', () => {
    const names = [...Object.keys(commonSettings), 'overlap', 'keywords']
    expect(Object.keys(settings.createShape)).toEqual(names)
    expect(Object.keys(settings.patchShape)).toEqual(names)
    expect(Object.keys(settings.shownShape)).toEqual(names)
  })

  test('are stored by name in the field options', () => {
    expect(settings.settingsOf({ labelClasses, overlap: 0.5 }).options).toEqual({ overlap: 0.5 })
    const project = makeProject({ options: { of: 'another task type' } })
    const patched = settings.patchSettings(project, { keywords: { add: 'red' }, overlap: 1 })
    expect(patched.options).toEqual({ of: 'another task type', overlap: 1, keywords: ['none', 'red'] })
    const cleared = settings.patchSettings(patched, { keywords: null, overlap: null })
    expect(Object.entries(cleared.options)).toEqual([
      ['of', 'another task type'],
      ['keywords', ['none']],
    ])
    expect(project.options).toEqual({ of: 'another task type' })
  })

  test('are read with their default and by their schema', () => {
    expect(optionOf(makeProject(), keywords)).toEqual(['none'])
    expect(optionOf(makeProject({ options: { keywords: ['red'] } }), keywords)).toEqual(['red'])
    expect(() => optionOf(makeProject({ options: { keywords: 'red' } }), keywords)).toThrow('expected array')
  })

  test('are shown with their default', () => {
    expect(settings.showSettings(makeProject())).toMatchObject({ keywords: 'none', pageLease: 'PT1M' })
  })
})

describe('the types of a table', () => {
  const project = makeProject()

  test('refuse a project document without the field of a setting', () => {
    const title = defineSetting('title', {
      schema: z.string(),
      stored: z.string().default(''),
      store: identity,
      shown: z.string(),
      show: identity,
      clear: 'Refused',
      audit: 'Values',
    })
    const table = createSettings({ title })
    // @ts-expect-error a project has no field `title`
    expect(table.patchSettings(project, { title: 'x' })).toMatchObject({ title: 'x' })
  })

  test('refuse null where it clears nothing, unknown names and a missing required setting', () => {
    const refused = [
      // @ts-expect-error pageLease is not clearable
      () => settings.patchSettings(project, { pageLease: null }),
      // @ts-expect-error no such setting
      () => settings.patchSettings(project, { page: 'PT1M' }),
      // @ts-expect-error labelClasses is required
      () => settings.settingsOf({}),
    ]
    expect(refused).toHaveLength(3)
  })
})
