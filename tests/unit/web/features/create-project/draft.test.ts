import { expect, test } from '@jest/globals'
import {
  creationSteps,
  projectNameOf,
  runCreation,
  type CreationStep,
} from '../../../../../web/src/features/create-project/creation.ts'
import {
  emptyDraft,
  isEmpty,
  parseDraft,
  problemOf,
  type Draft,
} from '../../../../../web/src/features/create-project/draft.ts'
import {
  parseWizardSearch,
  stepAfter,
  stepBefore,
} from '../../../../../web/src/features/create-project/steps.ts'

const draft: Draft = {
  ...emptyDraft,
  source: 'New',
  datastore: 'local',
  folder: 'clothes/',
  datasetName: 'clothes',
  classes: [{ name: 'Bag', classes: [{ name: 'Tote' }] }],
  instructions: ' Look twice. ',
  members: [
    { user: 'ann', name: 'Ann', role: 'Labeler' },
    { user: 'lead', role: 'Admin' },
  ],
  displayName: 'Vêtements 1',
}

test('the address names the step', () => {
  expect(parseWizardSearch({ step: 'classes', other: 1 })).toEqual({ step: 'classes' })
  expect(parseWizardSearch({ step: 'nowhere', project: 'a' })).toEqual({ project: 'a' })
  expect(parseWizardSearch({ step: 'nowhere' })).toHaveProperty('step', undefined)
  expect(stepAfter('people')).toBe('check')
  expect(stepAfter('check')).toBeUndefined()
  expect(stepBefore('data')).toBeUndefined()
})

test('a stored draft is read as it was', () => {
  expect(parseDraft(JSON.stringify(draft))).toEqual(draft)
  expect(isEmpty(parseDraft('{}') ?? draft)).toBe(true)
})

test.each(['', 'null', '[]', '{"', '3'])('%j is no draft', (text) => {
  expect(parseDraft(text)).toBeUndefined()
})

test('what is no class, no person and no text is left out of a stored draft', () => {
  const stored = {
    classes: [{ name: 'a' }, { name: 1 }, { name: 'b', classes: [3] }],
    members: [
      { user: 'ann', role: 'King' },
      { user: 'ben', role: 'Labeler' },
    ],
    displayName: 3,
  }
  expect(parseDraft(JSON.stringify(stored))).toEqual({
    ...emptyDraft,
    classes: [{ name: 'a' }],
    members: [{ user: 'ben', role: 'Labeler' }],
  })
})

test('a step tells what it lacks', () => {
  expect(problemOf({ ...emptyDraft, source: 'Existing' }, 'data')).toBe('NoDataset')
  expect(problemOf({ ...draft, datastore: '' }, 'data')).toBe('NoDatastore')
  expect(problemOf({ ...draft, datasetName: 'a b' }, 'data')).toBe('BadDatasetName')
  expect(problemOf(draft, 'data')).toBeUndefined()
  expect(problemOf(emptyDraft, 'classes')).toBe('NoClasses')
  expect(problemOf({ ...draft, classes: [{ name: 'a' }, { name: 'a' }] }, 'classes')).toBe('WrongClasses')
  const many = Array.from({ length: 1001 }, (_, index) => ({ name: `c${index}` }))
  expect(problemOf({ ...draft, classes: many }, 'classes')).toBe('TooManyClasses')
  expect(problemOf({ ...draft, instructionsUrl: 'http://a.b' }, 'instructions')).toBe('BadUrl')
  expect(problemOf(draft, 'instructions')).toBeUndefined()
})

test('the name in addresses follows the display name until it is typed', () => {
  expect(projectNameOf(draft)).toBe('vetements-1')
  expect(projectNameOf({ ...draft, name: 'v1' })).toBe('v1')
})

test('the dataset is made first, then the project, then its people but for oneself', () => {
  expect(creationSteps(draft, 'lead')).toEqual([
    {
      kind: 'dataset',
      name: 'clothes',
      body: { mediaType: 'Image', datastore: 'local', path: 'clothes/**' },
    },
    {
      kind: 'project',
      name: 'vetements-1',
      body: {
        mediaType: 'Image',
        taskType: 'MultiClass',
        dataset: 'clothes',
        labelClasses: draft.classes,
        displayName: 'Vêtements 1',
        instructions: { text: 'Look twice.' },
      },
    },
    { kind: 'member', project: 'vetements-1', member: draft.members[0] },
  ])
  const existing = { ...draft, source: 'Existing' as const, existing: 'old' }
  expect(creationSteps(existing, 'lead').map(({ kind }) => kind)).toEqual(['project', 'member'])
})

test('after a failure the same steps run again, and a made project only gets its people', async () => {
  const steps = creationSteps(draft, 'lead')
  const performed: string[] = []
  const counted: number[] = []
  let isBroken = true
  const perform = ({ kind }: CreationStep): Promise<void> => {
    if (kind === 'member' && isBroken) return Promise.reject(new Error('Not now'))
    performed.push(kind)
    return Promise.resolve()
  }
  await expect(runCreation(steps, perform, (done) => counted.push(done))).rejects.toThrow('Not now')
  expect(counted).toEqual([1, 2])
  isBroken = false
  await runCreation(creationSteps({ ...draft, made: 'vetements-1' }, 'lead'), perform, () => {})
  expect(performed).toEqual(['dataset', 'project', 'member'])
})

test('only an answer to several labels may have no class', () => {
  const bodyOf = (part: Partial<Draft>) => {
    const made = creationSteps({ ...draft, ...part, allowNoClass: true }, 'lead').find(
      (step) => step.kind === 'project',
    )
    return made?.kind === 'project' ? made.body : undefined
  }
  expect(bodyOf({ taskType: 'MultiLabel' })).toMatchObject({ allowNoClass: true })
  expect(bodyOf({})).not.toHaveProperty('allowNoClass')
})
