import { z } from 'zod'
import { itemId, pageId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { ShownPage } from '../../domain/labeling/get-page.ts'
import { classNode, treeOf } from '../../domain/model/labels/class-tree.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'
import { headerShape, showHeader } from '../items/header-schemas.ts'
import { instructionsBody } from '../../domain/model/projects/settings/instructions.ts'

const pageItemBody = z
  .object({
    id: itemId.meta({ description: 'The item id for the answer; opaque' }),
    path: z.string(),
    contentUrl: z.string().meta({
      description:
        'The URL of the image, for the `src` of an `<img>`. Valid for at least 10 minutes; read the page again for new URLs.',
    }),
    ...headerShape,
    suggestion: z
      .object({ labels: z.array(z.string()) })
      .optional()
      .meta({ description: 'A suggested label to confirm or correct' }),
  })
  .meta({ id: 'PageItem' })

const projectFields = {
  labelClasses: z.array(classNode),
  instructions: instructionsBody.optional(),
}

export const pageBody = z
  .object({
    id: pageId,
    status: z.enum(['Held', 'Submitted', 'Released']),
    expiresAt: z.iso.datetime().optional().meta({
      description:
        'The end of the lease. No other labeler gets these items before it. Renew the page to extend the lease. Absent if the page has no lease.',
    }),
    items: z.array(pageItemBody),
    ...projectFields,
  })
  .meta({ id: 'Page', description: 'Items that are leased to one labeler and submitted together' })

export const noPageBody = z
  .object({
    items: z.array(pageItemBody).length(0),
    waiting: z.enum(['AllDone', 'AllLeased']).meta({
      description:
        'AllDone: every item has an answer. AllLeased: other labelers hold the open items; try again in some seconds.',
    }),
    ...projectFields,
  })
  .meta({ id: 'NoPage', description: 'No page is available now' })

export const projectFieldsOf = (project: ProjectDocument) => ({
  labelClasses: treeOf(project.classes),
  instructions: project.instructions,
})

export const toPage = async (
  { project, page, items }: ShownPage,
  contentUrls: ContentUrls,
  url: (path: string) => string,
) => {
  const urls = await contentUrls(project, items, url)
  return {
    id: page.page,
    status: page.status,
    expiresAt: page.leaseUntil === undefined ? undefined : toIso(page.leaseUntil),
    items: items.map((item, index) => ({
      id: item.id,
      path: item.path,
      contentUrl: urls[index] ?? '',
      ...showHeader(item),
    })),
    ...projectFieldsOf(project),
  }
}
