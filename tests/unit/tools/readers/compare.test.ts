import { describe, expect, it } from '@jest/globals'
import type { ReaderCase } from '../../../../tools/readers/cases.ts'
import { compare, expectedItems, type Observation } from '../../../../tools/readers/compare.ts'
import type { ProjectTruth } from '../../../../tools/readers/truth.ts'

const item = (path: string, changes: Partial<ProjectTruth['items'][number]> = {}) => ({
  id: `id of ${path}`,
  path,
  state: 'labeled' as const,
  labels: ['Cat'],
  width: 4,
  height: 3,
  orientation: 6,
  sha256: `hash of ${path}`,
  ...changes,
})

const truth: ProjectTruth = {
  name: 'pets',
  classes: ['Dog', 'Cat'],
  items: [
    item('a.png'),
    item('b.png', { state: 'approved', labels: ['Dog', 'Cat'] }),
    item('tiff.tif', { problem: 'NotDisplayable' }),
    item('skipped.png', { state: 'skipped', labels: [] }),
    item('removed.png', { state: 'removed' }),
    item('missing.png', { missing: true }),
    item('broken.png', { problem: 'Truncated' }),
    item('text.png', { problem: 'NotAnImage', width: undefined, height: undefined, orientation: undefined }),
  ],
}

const one: ReaderCase = {
  name: 'Coco pets whole',
  project: 'pets',
  format: 'Coco',
  include: 'Labeled',
  folder: '/export',
  images: '/images',
  datastore: 'pets',
  root: 'http://host/pets/',
  sas: '',
  parts: [{ part: '', file: 'annotations/labels_default.json' }],
  manifest: {
    project: { classes: [{ name: 'Dog' }, { name: 'Cat' }, { name: 'Old', withdrawn: true }] },
    counts: { rows: 3 },
  },
}

const row = (path: string, classes: string[] | null, changes = {}) => ({
  path,
  classes,
  pictures: { file_name: `hash of ${path}` },
  ...changes,
})
const found = (rows: ReturnType<typeof row>[], classes: string[] | null = null): Observation => ({
  reader: 'reader',
  version: '1',
  case: one.name,
  parts: [{ part: '', rows, classes }],
  error: null,
})
const right = () => [row('a.png', ['Cat']), row('b.png', ['Cat', 'Dog']), row('tiff.tif', ['Cat'])]
const differences = (seen: Observation, changes: Partial<ReaderCase> = {}, keepsOrder?: true) =>
  compare({ ...one, ...changes }, truth, seen, keepsOrder ? { keepsOrder } : {}, new Map())

describe('the comparison of a reader with the API', () => {
  it('finds no difference if all is said as it is', () => {
    const facts = {
      item: 'id of a.png',
      state: 'labeled',
      problem: null,
      width: 4,
      height: 3,
      orientation: 6,
    }
    const rows = [row('a.png', ['Cat'], facts), ...right().slice(1)]
    expect(differences(found(rows, ['Dog', 'Cat', 'Old']), {}, true)).toEqual([])
    expect(differences(found(rows, ['Cat', 'Dog', 'Old']))).toEqual([])
  })

  it.each([
    { what: 'a row less', rows: right().slice(1), lines: [/3 of its manifest/, /"a.png" is missing/] },
    {
      what: 'a row twice',
      rows: [...right(), row('a.png', ['Cat'])],
      lines: [/has 4 rows/, /"a.png" occurs twice/],
    },
    {
      what: 'a row that is none',
      rows: [...right(), row('skipped.png', [])],
      lines: [/has 4 rows/, /"skipped.png" is no row/],
    },
    {
      what: 'a class less',
      rows: [row('a.png', []), ...right().slice(1)],
      lines: [/has the classes \[\], not \["Cat"\]/],
    },
    {
      what: 'another class',
      rows: [row('a.png', ['Dog']), ...right().slice(1)],
      lines: [/\["Dog"\], not \["Cat"\]/],
    },
    { what: 'no label', rows: [row('a.png', null), ...right().slice(1)], lines: [/has the classes null/] },
  ])('names $what', ({ rows, lines }) => {
    expect(differences(found(rows))).toEqual(lines.map((line) => expect.stringMatching(line)))
  })

  it.each([
    [{ pictures: { path: 'hash of b.png' } }, 'picture of path'],
    [{ item: 'x' }, 'id'],
    [{ state: 'approved' }, 'state'],
    [{ problem: 'Truncated' }, 'problem'],
    [{ part: 'train' }, 'part'],
    [{ width: 3 }, 'width'],
    [{ height: null }, 'height'],
    [{ orientation: 1 }, 'orientation'],
  ])('names a fact that differs: %j', (change, what) => {
    const rows = [row('a.png', ['Cat'], change), ...right().slice(1)]
    expect(differences(found(rows))).toEqual([expect.stringMatching(`^"a.png" has the ${what} `)])
  })

  it('names another list of classes, or another order where the reader keeps it', () => {
    expect(differences(found(right(), ['Dog', 'Cat']))).toEqual([expect.stringMatching(/^The classes are/)])
    const turned = found(right(), ['Cat', 'Dog', 'Old'])
    expect(differences(turned, {}, true)).toEqual([expect.stringMatching(/^The classes are/)])
    const manifest = { ...one.manifest, project: { classes: [{ name: 'Dog' }] } }
    expect(differences(found(right()), { manifest })).toEqual([expect.stringMatching(/^The manifest has/)])
  })

  it('names why a reader stopped', () => {
    expect(differences({ ...found([]), error: 'KeyError: width\n' })).toEqual(['KeyError: width'])
  })

  it('expects the items of the export: unusable files not in COCO, those without a label with All', () => {
    const paths = (format: ReaderCase['format'], include: ReaderCase['include']) =>
      expectedItems(truth, { format, include }).map(({ path }) => path)
    expect(paths('Coco', 'Labeled')).toEqual(['a.png', 'b.png', 'tiff.tif'])
    expect(paths('Csv', 'Labeled')).toEqual(['a.png', 'b.png', 'tiff.tif', 'broken.png', 'text.png'])
    expect(paths('Coco', 'All')).toEqual(['a.png', 'b.png', 'tiff.tif', 'skipped.png'])
  })
})

describe('the parts of a split', () => {
  const parts = ['train', 'test'].map((part) => ({ part, file: part }))
  const manifest = { ...one.manifest, counts: { rows: 3, bySplit: { train: 2, test: 1 } } }
  const inParts = (train: ReturnType<typeof row>[], test: ReturnType<typeof row>[]): Observation => ({
    ...found([]),
    parts: [
      { part: 'train', rows: train, classes: null },
      { part: 'test', rows: test, classes: null },
    ],
  })

  it('are the same in each export', () => {
    const assignment = new Map<string, string>()
    const [a, b, tiff] = [row('a.png', ['Cat']), row('b.png', ['Cat', 'Dog']), row('tiff.tif', ['Cat'])]
    const judge = (seen: Observation) => compare({ ...one, parts, manifest }, truth, seen, {}, assignment)
    expect(judge(inParts([a, b], [tiff]))).toEqual([])
    expect(judge(inParts([a, tiff], [b]))).toEqual([
      '"tiff.tif" is in train, and in test elsewhere',
      '"b.png" is in test, and in train elsewhere',
    ])
  })

  it('are counted, and none is missing', () => {
    const judge = (seen: Observation) => compare({ ...one, parts, manifest }, truth, seen, {}, new Map())
    const [a, ...others] = right()
    expect(judge(inParts(a ? [a] : [], others))).toEqual([
      'train has 1 rows, not the 2 of its manifest',
      'test has 2 rows, not the 1 of its manifest',
    ])
    const whole = found(right())
    expect(judge(whole)[0]).toBe('The parts are [""], not ["test","train"]')
  })
})
