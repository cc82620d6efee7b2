import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { isJoinablePath } from '../../../../src/domain/core/safe-path.ts'
import { coco } from '../../../../src/domain/formats/coco.ts'
import type { ExportPlan } from '../../../../src/domain/model/exports/export.ts'
import { classes, plainRows } from '../../../contracts/format/format-rows.ts'
import { writeRows } from '../../../contracts/format/write-rows.ts'
import { describeFormat, type FoundRow } from '../../../contracts/format-contract.ts'
import { itemColumns } from '../../../contracts/format/item-columns.ts'

const id = z.int().min(1)
const pixels = z.int().min(1)
const file = z.strictObject({
  info: z.object({ version: z.literal('1.2.3'), year: z.literal(2023) }),
  licenses: z.array(z.never()),
  categories: z.array(
    z.strictObject({
      id,
      name: z.string(),
      supercategory: z.string(),
      withdrawn: z.literal(true).optional(),
    }),
  ),
  images: z.array(
    z.strictObject({
      id,
      width: pixels.optional(),
      height: pixels.optional(),
      file_name: z.string().refine((name) => isJoinablePath(name.replace(/^\.\/(?=[a-z]:)/i, ''))),
      coco_url: z.string(),
      date_captured: z.iso.datetime(),
      labeled: z.literal(false).optional(),
      ...itemColumns,
      problem: z.string().optional(),
    }),
  ),
  annotations: z.array(
    z.strictObject({
      id,
      category_id: id,
      image_id: id,
      iscrowd: z.literal(0),
      area: z.number(),
      bbox: z.tuple([z.literal(0), z.literal(0), pixels, pixels]).optional(),
    }),
  ),
})

const byId = <T extends { readonly id: number }>(all: readonly T[]): ReadonlyMap<number, T> => {
  const found = new Map(all.map((one) => [one.id, one]))
  if (found.size < all.length) throw new Error('Two have the same id')
  return found
}

const read = (text: string): readonly FoundRow[] => {
  const { categories, images, annotations } = file.parse(JSON.parse(text))
  const [names, known] = [byId(categories), byId(images)]
  if (new Set(categories.map(({ name }) => name)).size < names.size) throw new Error('A name is used twice')
  for (const { image_id: image, bbox, area } of byId(annotations).values()) {
    const { width, height } = known.get(image) ?? {}
    if (!known.has(image)) throw new Error(`There is no image ${image}`)
    if ((bbox === undefined) !== (width === undefined)) throw new Error('A size has a box')
    if (bbox && (bbox[2] !== width || bbox[3] !== height || area !== bbox[2] * bbox[3]))
      throw new Error('The box is not of the whole image')
  }
  return images.map((image) => {
    const ofImage = annotations.filter((annotation) => annotation.image_id === image.id)
    const classes = ofImage.map(({ category_id: category }) => {
      const name = names.get(category)?.name
      if (name === undefined) throw new Error(`There is no category ${category}`)
      return name
    })
    if ((image.width === undefined) !== (image.height === undefined)) throw new Error('Half a size')
    if (image.width === undefined && image.problem === undefined) throw new Error('No size, no reason')
    if (image.labeled === false && classes.length > 0) throw new Error('An unlabeled image has a class')
    return { item: image.path, classes: image.labeled === false ? undefined : classes }
  })
}

/** The text of one row by a plan, of an image of 640 × 480. */
const textOf = async (changes: Partial<ExportPlan>, path = 'a.png') => {
  const [row] = plainRows({ kind: 'Class', regions: 'One' })
  const draft = { ...row!, item: { ...row!.item, path } }
  const { contents } = await writeRows(coco, [draft], { regions: 'One', plan: changes })
  return contents[0]?.text ?? ''
}

describe('COCO', () => {
  it('has whole numbers where readers need them, and others with a decimal point', async () => {
    const text = await textOf({})
    expect(text).toContain('"width":640,"height":480,')
    expect(text).toContain('"iscrowd":0,"area":307200.0,"bbox":[0.0,0.0,640.0,480.0]}')
    expect(text).not.toContain('segmentation')
  })

  it('has no boxes if they are not wanted', async () => {
    const text = await textOf({ wholeImageBoxes: false })
    expect(text).toContain('"iscrowd":0,"area":0.0}')
  })

  it('lists all classes in their order, with the class above and the withdrawn ones marked', async () => {
    const { categories } = file.parse(JSON.parse(await textOf({})))
    expect(categories.slice(0, 3)).toEqual([
      { id: 1, name: 'Cat', supercategory: '' },
      { id: 2, name: 'Dog', supercategory: '' },
      { id: 3, name: 'Dog/Poodle', supercategory: 'Dog' },
    ])
    expect(categories.at(-1)).toEqual({ id: 92, name: 'Gone, unused', supercategory: '', withdrawn: true })
    expect(categories).toHaveLength(classes.length)
  })

  it.each([
    ['Blob', 'ab:c?.png', 'ab:c?.png'],
    ['Blob', 'a:b.png', './a:b.png'],
    ['Safe', 'ab:c?.png', expect.stringMatching(/^_renamed\/[a-f0-9]{32}\.png$/)],
    ['Blob', 'a/../b.png', expect.stringMatching(/^_renamed\/[a-f0-9]{32}\.png$/)],
    ['Safe', 'f/1.png', 'f/1.png'],
  ] as const)('with the file names %s names %j %j', async (fileNames, path, name) => {
    const { images } = file.parse(JSON.parse(await textOf({ fileNames }, path)))
    expect(images).toEqual([expect.objectContaining({ file_name: name, path })])
  })
})

describeFormat(coco, { read, unlabeled: 'Listed' })
