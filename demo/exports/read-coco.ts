import { z } from 'zod'
import { checkPath, type ReadLabels } from './labels.ts'

const coco = z.object({
  images: z.array(
    z.object({
      id: z.number(),
      coco_url: z.string(),
      path: z.string(),
      width: z.number(),
      height: z.number(),
    }),
  ),
  annotations: z.array(z.object({ image_id: z.number(), category_id: z.number() })),
  categories: z.array(z.object({ id: z.number(), name: z.string() })),
})

export const readCoco: ReadLabels = (file, prefix) => {
  const { images, annotations, categories } = coco.parse(JSON.parse(file('labels_default.json')))
  const names = new Map(categories.map(({ id, name }) => [id, name] as const))
  const byImage = new Map<number, string[]>()
  for (const { image_id: image, category_id: category } of annotations)
    byImage.set(image, [...(byImage.get(image) ?? []), names.get(category) ?? `category ${category}`])
  return new Map(
    images.map(({ id, coco_url: url, path }) => [checkPath(path, url, prefix), byImage.get(id) ?? []]),
  )
}
