import { z } from 'zod'
import { itemId, pageId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { forLabeler } from '../../domain/model/datastores/datastore-problem.ts'
import type { ContentOfItems, ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { ShownPage } from '../../domain/labeling/get-page.ts'
import { waitingReasons } from '../../domain/labeling/take-page.ts'
import { classNode, treeOf } from '../../domain/model/labels/class-tree.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'
import { headerShape, showHeader } from '../items/header-schemas.ts'
import { instructionsBody } from '../../domain/model/projects/settings/instructions.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import { contentUrlField, datastoreProblemField, missingField } from '../items/content-schemas.ts'
import { createReturnedSchema } from './returned-schema.ts'

const pageItemFields = {
  id: itemId.meta({ description: 'The item id for the answer; opaque' }),
  path: z.string(),
  contentUrl: contentUrlField,
  ...headerShape,
  missing: missingField,
  removed: z.literal(true).optional().meta({
    description:
      'An administrator has removed the item since the page was granted. An answer to it is refused; go on with the next one.',
  }),
  suggestion: z
    .object({ labels: z.array(z.string()) })
    .optional()
    .meta({ description: 'A suggested label to confirm or correct' }),
}

const projectFields = {
  labelClasses: z.array(classNode),
  instructions: instructionsBody.optional(),
}

export const projectFieldsOf = (project: ProjectDocument) => ({
  labelClasses: treeOf(project.classes),
  instructions: project.instructions,
})

/** The schemas of pages, with the label fields of all task types, and the conversion of pages to them. */
export const createPageSchemas = (tasks: Tasks) => {
  const { returnedBody, toReturned } = createReturnedSchema(tasks)
  const pageItemBody = z
    .object({ ...pageItemFields, returned: returnedBody.optional() })
    .meta({ id: 'PageItem' })

  const pageBody = z
    .object({
      id: pageId,
      status: z.enum(['Held', 'Submitted', 'Released']),
      expiresAt: z.iso.datetime().optional().meta({
        description:
          'The end of the lease. No other labeler gets these items before it. Renew the page to extend the lease. Absent if the page has no lease.',
      }),
      datastoreProblem: datastoreProblemField,
      items: z.array(pageItemBody),
      ...projectFields,
    })
    .meta({ id: 'Page', description: 'Items that are leased to one labeler and submitted together' })

  const noPageBody = z
    .object({
      items: z.array(pageItemBody).length(0),
      waiting: z.enum(waitingReasons).meta({
        description:
          'AllDone: no item is open; each has an answer or is removed. AllLeased: other labelers hold the open items; try again in some seconds. FilesMissing: items without an answer are left, but their files are missing; an administrator puts the files back and refreshes the project, or removes these items (`POST …/remove-items` with the filter `{"state": "unlabeled", "missing": true}`).',
      }),
      ...projectFields,
    })
    .meta({ id: 'NoPage', description: 'No page is available now' })

  const contentsOf = (
    { project, items, datastoreProblem }: ShownPage,
    contentUrls: ContentUrls,
    url: (path: string) => string,
  ): ContentOfItems | Promise<ContentOfItems> =>
    // URLs that are known to fail would only hide the reason. A failure that may pass can have passed when they are loaded.
    datastoreProblem?.code === 'DatastoreUnreachable' ? { contents: [] } : contentUrls(project, items, url)

  const toPage = async (shown: ShownPage, contentUrls: ContentUrls, url: (path: string) => string) => {
    const { project, page, items } = shown
    const { contents, datastoreProblem } = await contentsOf(shown, contentUrls, url)
    const problem = shown.datastoreProblem ?? datastoreProblem
    return {
      id: page.page,
      status: page.status,
      expiresAt: page.leaseUntil === undefined ? undefined : toIso(page.leaseUntil),
      datastoreProblem: problem && forLabeler(problem),
      items: items.map((item, index) => ({
        id: item.id,
        path: item.path,
        contentUrl: contents[index]?.contentUrl,
        ...showHeader(item, contents[index]),
        missing: item.missing,
        removed: item.state === 'removed' ? (true as const) : undefined,
        returned: page.status === 'Held' ? toReturned(project, item) : undefined,
      })),
      ...projectFieldsOf(project),
    }
  }

  return { pageBody, noPageBody, toPage }
}

export type PageSchemas = ReturnType<typeof createPageSchemas>
