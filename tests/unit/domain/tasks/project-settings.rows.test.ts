import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { projects } from '../../../../src/domain/model/projects/project.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { makeProject } from '../../../support/labeling-world.ts'

const {
  createShape,
  patchShape,
  shownShape,
  settingsOf,
  patchSettings,
  settingsChanges,
  showSettings,
  names,
} = tasks.settings

interface Sample {
  readonly one: unknown
  readonly other: unknown
  /** What is shown of them, if the service adds to them. */
  readonly shown?: readonly [one: unknown, other: unknown]
  /** What the setting is without a value; `Required` if it cannot be without one. */
  readonly byDefault: unknown
  readonly clearable: boolean
  /** Of a change from one to the other; empty if the audit has the name only. */
  readonly audited: { readonly from?: string; readonly to?: string }
}

/** For each setting of every task type; the first test names one that is missing. */
const samples: Readonly<Record<string, Sample>> = {
  displayName: {
    one: 'Pets',
    other: 'Animals',
    byDefault: undefined,
    clearable: true,
    audited: { from: 'Pets', to: 'Animals' },
  },
  description: { one: 'Of the house', other: 'Wild', byDefault: undefined, clearable: true, audited: {} },
  tags: { one: { team: 'a' }, other: { team: 'b' }, byDefault: {}, clearable: true, audited: {} },
  incrementalRefresh: {
    one: 'Enabled',
    other: 'Disabled',
    byDefault: 'Disabled',
    clearable: true,
    audited: { from: 'Enabled', to: 'Disabled' },
  },
  changedFiles: {
    one: 'Requeue',
    other: 'Flag',
    byDefault: 'Flag',
    clearable: true,
    audited: { from: 'Requeue', to: 'Flag' },
  },
  labelersSeePaths: {
    one: true,
    other: false,
    byDefault: false,
    clearable: true,
    audited: { from: 'true', to: 'false' },
  },
  labelClasses: {
    one: [{ name: 'Cat', classes: [{ name: 'Siamese' }] }],
    other: [{ name: 'Dog', color: '#1f77b4' }],
    shown: [
      [{ id: 'c0', name: 'Cat', classes: [{ id: 'c1', name: 'Siamese' }] }],
      [{ id: 'c2', name: 'Dog', color: '#1f77b4' }],
    ],
    byDefault: 'Required',
    clearable: false,
    audited: {},
  },
  instructions: {
    one: { text: 'Look', url: 'https://example.org/' },
    other: { text: 'Look twice', url: 'https://example.org/2' },
    byDefault: undefined,
    clearable: true,
    audited: {},
  },
  pageLease: {
    one: 'PT5M',
    other: 'PT1H',
    byDefault: 'PT30M',
    clearable: false,
    audited: { from: 'PT5M', to: 'PT1H' },
  },
  exportRetention: {
    one: 'P30D',
    other: 'P1DT12H',
    byDefault: undefined,
    clearable: true,
    audited: { from: 'P30D', to: 'P1DT12H' },
  },
  allowNoClass: {
    one: true,
    other: false,
    byDefault: false,
    clearable: true,
    audited: { from: 'true', to: 'false' },
  },
}

const createBody = z.strictObject(createShape)
const patchBody = z.strictObject(patchShape)
const shownBody: z.ZodType<Readonly<Record<string, unknown>>> = z.strictObject(shownShape)

const required = { labelClasses: [{ name: 'Cow' }] }
const created = (given: object) => ({
  ...makeProject(),
  ...settingsOf(createBody.parse({ ...required, ...given })),
})
/** The value in an answer, after a round trip of the project through the store. */
const shownIn = (settings: object, name: string): unknown => {
  const stored: unknown = JSON.parse(JSON.stringify({ ...makeProject(), ...settings }))
  const { document } = projects.parse({ document: stored as ReturnType<typeof makeProject>, etag: '1' })
  return shownBody.parse(showSettings(document))[name]
}

test('every setting has a sample here', () => {
  expect(Object.keys(samples)).toEqual(names)
})

describe.each(Object.entries(samples))('the setting %s', (name, sample) => {
  const { one, other, byDefault, clearable, audited } = sample
  const [shownOne, shownOther] = sample.shown ?? [one, other]
  const before = created({ [name]: one })
  const after = patchSettings(before, patchBody.parse({ [name]: other }))

  test('is created, and shown as it was given', () => {
    expect(shownIn(before, name)).toEqual(shownOne)
  })

  test('has its default, or is required', () => {
    if (byDefault === 'Required')
      expect(createBody.safeParse({ ...required, [name]: undefined }).success).toBe(false)
    else expect(shownIn(created({}), name)).toEqual(byDefault)
  })

  test('is patched, and no other setting with it', () => {
    expect(shownIn(after, name)).toEqual(shownOther)
    expect({ ...showSettings(after), [name]: shownOne }).toEqual(showSettings(before))
    expect(patchSettings(before, patchBody.parse({}))).toEqual(before)
  })

  test('is cleared by null, or refuses it', () => {
    const patch = patchBody.safeParse({ [name]: null })
    expect(patch.success).toBe(clearable)
    if (patch.success) expect(shownIn(patchSettings(before, patch.data), name)).toEqual(byDefault)
  })

  test('is replaced, and takes its default if a replacement leaves it out', () => {
    const replace = (given: object) => settingsOf(createBody.parse({ ...required, ...given }), before)
    expect(shownIn(replace({ [name]: other }), name)).toEqual(shownOther)
    if (byDefault !== 'Required') expect(shownIn(replace({}), name)).toEqual(byDefault)
  })

  test('is audited', () => {
    expect(settingsChanges(before, after)).toEqual([{ name, ...audited }])
    expect(settingsChanges(after, after)).toEqual([])
  })
})
