import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { z } from 'zod'
import { parseDuration } from '../../../../src/domain/core/time.ts'
import { projects, type ProjectDocument } from '../../../../src/domain/model/projects/project.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { makeProject } from '../../../support/labeling-world.ts'
import { checkProperty } from '../../../support/property.ts'

const { createShape, patchShape, shownShape, settingsOf, patchSettings, showSettings, names } = tasks.settings
const createBody = z.strictObject(createShape)
const patchBody = z.strictObject(patchShape)
const shownBody = z.strictObject(shownShape)

type Json = Readonly<Record<string, unknown>>

/** JSON merge patch, as RFC 7396 defines it. */
const merge = (target: unknown, patch: unknown): unknown => {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const merged = new Map(
    Object.entries(typeof target === 'object' && !Array.isArray(target) ? (target ?? {}) : {}),
  )
  for (const [name, value] of Object.entries(patch))
    if (value === null) merged.delete(name)
    else merged.set(name, merge(merged.get(name), value))
  return Object.fromEntries(merged)
}

const text = (maxLength: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength })
/** The same names in several forms, some of them numbers, whose order an object loses. */
const someName = fc.constantFrom(
  'caf\u00e9',
  'cafe\u0301',
  '\u212b',
  '\u00c5',
  '10',
  '9',
  'b',
  'a',
  'constructor',
)
const form = (name: string) => name.normalize('NFC')
const distinctNames = <T>(entry: fc.Arbitrary<T>, nameOf: (one: T) => string) =>
  fc.uniqueArray(entry, { selector: (one) => form(nameOf(one)), maxLength: 6 })
const tagsOf = <T>(value: fc.Arbitrary<T>) =>
  distinctNames(fc.tuple(someName, value), ([name]) => name).map((all) => Object.fromEntries(all))

interface Node {
  readonly name: string
  readonly color?: string | undefined
  readonly classes?: readonly Node[] | undefined
}
const classes = fc
  .letrec<{ all: Node[]; node: Node }>((tie) => ({
    node: fc.record(
      {
        name: someName,
        color: fc.constantFrom('#112233', '#AABBCC'),
        classes: fc.oneof({ maxDepth: 3, depthIdentifier: 'tree' }, fc.constant([]), tie('all')),
      },
      { requiredKeys: ['name'] },
    ),
    all: distinctNames(tie('node'), (one) => one.name),
  }))
  .all.filter((all) => all.length > 0)

/** Values of each setting in requests; the first test names one that is missing. */
const given: Readonly<
  Record<string, { readonly put: fc.Arbitrary<unknown>; readonly patch?: fc.Arbitrary<unknown> }>
> = {
  displayName: { put: text(20) },
  description: { put: text(40) },
  tags: { put: tagsOf(text(5)), patch: tagsOf(fc.option(text(5))) },
  incrementalRefresh: { put: fc.constantFrom('Enabled', 'Disabled') },
  changedFiles: { put: fc.constantFrom('Flag', 'Requeue') },
  labelersSeePaths: { put: fc.boolean() },
  labelClasses: { put: classes },
  instructions: {
    put: fc.record({ text: text(40), url: fc.webUrl({ validSchemes: ['https'] }) }, { requiredKeys: [] }),
    patch: fc.record(
      { text: fc.option(text(40)), url: fc.option(fc.webUrl({ validSchemes: ['https'] })) },
      { requiredKeys: [] },
    ),
  },
  pageLease: { put: fc.constantFrom('PT1M', 'PT60S', 'PT90S', 'PT60M', 'PT1H30M', 'P0DT8H', 'PT28800S') },
  exportRetention: { put: fc.constantFrom('P1D', 'PT36H', 'P90D', 'P3650D') },
  allowNoClass: { put: fc.boolean() },
}

const treeOf = (nodes: readonly Node[]): unknown =>
  nodes.map(({ name, color, classes: below = [] }) => ({ name: form(name), color, below: treeOf(below) }))
const node: z.ZodType<Node> = z.object({
  name: z.string(),
  color: z.string().optional(),
  get classes() {
    return z.array(node).optional()
  },
})

/** What a value means: classes without the ids that the service adds, names of tags in one form, a duration as such. */
const meaning: Readonly<Record<string, (value: unknown) => unknown>> = {
  labelClasses: (value) => treeOf(z.array(node).parse(value)),
  tags: (value) => Object.fromEntries(Object.entries(value ?? {}).map(([name, one]) => [form(name), one])),
  pageLease: (value) => parseDuration(z.string().parse(value)),
  exportRetention: (value) => (value === undefined ? undefined : parseDuration(z.string().parse(value))),
}
const meaningOf = (settings: Json): Json =>
  Object.fromEntries(names.map((name) => [name, meaning[name]?.(settings[name]) ?? settings[name]]))

const shownOf = (project: ProjectDocument): Json => {
  const stored: unknown = JSON.parse(JSON.stringify(project))
  const { document } = projects.parse({ document: stored as ProjectDocument, etag: '1' })
  return shownBody.parse(showSettings(document))
}

test('every setting has values here', () => {
  expect(Object.keys(given)).toEqual(names)
})

const without = (settings: Json, name: string): Json => ({ ...settings, [name]: undefined })
const requests = Object.entries(given).flatMap(([name, { put, patch = put }]) => [
  put.map((value) => ({ name, value, verb: 'PUT' as const })),
  patch.map((value) => ({ name, value, verb: 'PATCH' as const })),
])

test('what is written is read back, by PUT and by PATCH, one after the other', async () => {
  const defaults = shownOf({ ...makeProject(), ...settingsOf({ labelClasses: [{ name: 'x' }] }) })
  await checkProperty(
    'settings-read-back',
    fc.property(fc.array(fc.oneof(...requests), { minLength: 1, maxLength: 8 }), (all) => {
      let project = makeProject()
      for (const { name, value, verb } of all) {
        const before = shownOf(project)
        if (verb === 'PATCH') {
          project = patchSettings(project, patchBody.parse({ [name]: value }))
          const wanted =
            name === 'tags'
              ? merge(meaning['tags']?.(before[name]), meaning['tags']?.(value))
              : merge(before[name], value)
          expect(meaningOf(shownOf(project))).toEqual(meaningOf({ ...before, [name]: wanted }))
        } else {
          const { labelClasses } = before
          project = { ...project, ...settingsOf(createBody.parse({ labelClasses, [name]: value }), project) }
          const rest = { ...without(defaults, name), labelClasses }
          expect(meaningOf(shownOf(project))).toEqual(meaningOf({ ...rest, [name]: value }))
        }
        // What is shown can be written as it is, and changes nothing.
        const shown = shownOf(project)
        const again: unknown = JSON.parse(JSON.stringify(shown))
        for (const written of [
          patchSettings(project, patchBody.parse(again)),
          { ...project, ...settingsOf(createBody.parse(again), project) },
        ])
          expect([shownOf(written), written.classes]).toEqual([shown, project.classes])
      }
    }),
    { runs: 30 },
  )
})
