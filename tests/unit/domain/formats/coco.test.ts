import { z } from 'zod'
import { isSafePath } from '../../../../src/domain/core/safe-path.ts'
import { coco } from '../../../../src/domain/formats/coco.ts'
import { describeFormat, type FoundRow } from '../../../contracts/format-contract.ts'
import { pathOfUrl } from '../../../contracts/format/format-rows.ts'

const id = z.int().min(1)
const pixels = z.int().min(1)
const file = z.strictObject({
  info: z.object({ version: z.literal('1.2.3'), year: z.literal(2023) }),
  licenses: z.array(z.never()),
  categories: z.array(z.strictObject({ id, name: z.string() })),
  images: z.array(
    z.strictObject({
      id,
      width: pixels.optional(),
      height: pixels.optional(),
      file_name: z.string().refine(isSafePath),
      coco_url: z.string(),
      absolute_url: z.url(),
      date_captured: z.iso.datetime(),
      labeled: z.literal(false).optional(),
      problem: z.string().optional(),
    }),
  ),
  annotations: z.array(z.strictObject({ id, category_id: id, image_id: id, area: z.literal(0) })),
})

const byId = <T extends { readonly id: number }>(all: readonly T[]): ReadonlyMap<number, T> => {
  const found = new Map(all.map((one) => [one.id, one]))
  if (found.size < all.length) throw new Error('Two have the same id')
  return found
}

const read = (text: string): readonly FoundRow[] => {
  const { categories, images, annotations } = file.parse(JSON.parse(text))
  const [names, known] = [byId(categories), byId(images)]
  for (const { image_id: image } of byId(annotations).values())
    if (!known.has(image)) throw new Error(`There is no image ${image}`)
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
    return { item: pathOfUrl(image.coco_url), classes: image.labeled === false ? undefined : classes }
  })
}

describeFormat(coco, { read, unlabeled: 'Listed' })
