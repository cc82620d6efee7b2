import { z } from 'zod'
import { itemId, pageId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import { problems } from '../../domain/model/items/item.ts'
import type { LeaseDocument } from '../../domain/model/leases/lease.ts'
import { classNode, treeOf } from '../../domain/model/labels/class-tree.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'
import { instructionsBody } from '../../domain/model/projects/settings/instructions.ts'

const pageItemBody = z
  .object({
    id: itemId.meta({ description: 'Opaque; answers name it' }),
    path: z.string(),
    contentUrl: z.string().meta({
      description:
        'Put it into an <img> as it is. Valid for at least 10 minutes; read the page again for new ones.',
    }),
    width: z.number().optional().meta({ description: 'Pixels, once known' }),
    height: z.number().optional().meta({ description: 'Pixels, once known' }),
    problem: z
      .enum(problems)
      .optional()
      .meta({ description: 'The file may not show as an image: skip it if it does not' }),
    suggestion: z
      .object({ labels: z.array(z.string()) })
      .optional()
      .meta({ description: 'A proposal to confirm or correct' }),
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
        'Until then nobody else gets these items. Renew the page to keep it longer. Absent once it is not held.',
    }),
    items: z.array(pageItemBody),
    ...projectFields,
  })
  .meta({ id: 'Page', description: 'Items handed out to one labeler, to be answered together' })

export const nothingBody = z
  .object({
    items: z.array(pageItemBody).length(0),
    waiting: z.enum(['AllDone', 'AllLeased']).meta({
      description:
        'AllDone: every item has its answer. AllLeased: others hold what is left; ask again in some seconds, it may come back.',
    }),
    ...projectFields,
  })
  .meta({ id: 'NoPage', description: 'There is nothing to hand out at the moment' })

export const projectFieldsOf = (project: ProjectDocument) => ({
  labelClasses: treeOf(project.classes),
  instructions: project.instructions,
})

export const toPage = async (
  project: ProjectDocument,
  page: LeaseDocument,
  contentUrls: ContentUrls,
  url: (path: string) => string,
) => {
  const urls = await contentUrls(project, page.items, url)
  return {
    id: page.page,
    status: page.status,
    expiresAt: page.leaseUntil === undefined ? undefined : toIso(page.leaseUntil),
    items: page.items.map(({ id, path, width, height, problem }, index) => ({
      id,
      path,
      contentUrl: urls[index] ?? '',
      width,
      height,
      problem,
    })),
    ...projectFieldsOf(project),
  }
}
