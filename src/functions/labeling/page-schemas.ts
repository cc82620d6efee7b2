import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { itemId, pageId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { forLabeler } from '../../domain/model/datastores/datastore-problem.ts'
import type { ContentOfItems, ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { ShownPage } from '../../domain/labeling/get-page.ts'
import type { TakePageResult } from '../../domain/labeling/take-page.ts'
import { waitingReasons } from '../../domain/labeling/why-waiting.ts'
import { classNode, treeOf } from '../../domain/model/labels/class-tree.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'
import { seesPaths } from '../../domain/model/projects/sees-paths.ts'
import { headerShape, showHeader } from '../items/header-schemas.ts'
import { instructionsBody } from '../../domain/model/projects/settings/instructions.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import { datastoreProblemField, missingField, showUrls, urlFields } from '../items/content-schemas.ts'
import { takenAnswers } from '../../domain/model/leases/taken-answers.ts'
import { createFormerAnswerSchema } from './former-answer-schema.ts'
import { createReturnedSchema } from './returned-schema.ts'

const suggestion = z
  .object({ labels: z.array(z.string()).meta({ description: 'The class paths of the suggested label' }) })
  .meta({ id: 'Suggestion', description: 'A suggested label to confirm or correct' })

const pageItemFields = {
  id: itemId.meta({ description: 'The item id for the answer; opaque' }),
  path: z.string().optional().meta({
    description:
      'The path of the file in the datastore. Absent for Labelers, unless the project has `labelersSeePaths`.',
    example: 'cats/1.png',
  }),
  ...urlFields,
  ...headerShape,
  missing: missingField,
  removed: z.boolean().optional().meta({
    description:
      'True if an administrator has removed the item since the page was granted. An answer to it is refused; go on with the next one.',
  }),
  suggestion: suggestion.optional(),
  answered: z.boolean().optional().meta({
    description:
      'Of a page that is held: true if it takes no answer to this item any more, because it has one, or its answer was refused for good. Absent for items that wait for an answer.',
  }),
}

export const pageStatus = answerChoice('PageStatus', ['Held', 'Submitted', 'Released']).meta({
  description: 'Held: it can be submitted. Submitted: it has its answers. Released: it was given back.',
})

const expiresAt = z.iso.datetime().optional().meta({
  description:
    'The end of the lease. No other labeler gets these items before it. Renew the page to extend the lease. Absent if the page has no lease.',
})

const projectFields = {
  labelClasses: z
    .array(classNode)
    .meta({ description: 'The classes of the project, in its order; answers name them by their paths' }),
  instructions: instructionsBody.optional().meta({ description: 'What labelers are to do' }),
}

const projectFieldsOf = (project: ProjectDocument) => ({
  labelClasses: treeOf(project.classes),
  instructions: project.instructions,
})

/** The schemas of pages, with the label fields of all task types, and the conversion of pages to them. */
export const createPageSchemas = (tasks: Tasks) => {
  const { returnedBody, toReturned } = createReturnedSchema(tasks)
  const { formerAnswerBody, toFormerAnswer } = createFormerAnswerSchema(tasks)
  const pageItemBody = z
    .object({ ...pageItemFields, returned: returnedBody.optional(), answer: formerAnswerBody.optional() })
    .meta({ id: 'PageItem', description: 'One item of a page' })

  const pageBody = z
    .object({
      id: pageId.meta({ description: 'The id of the page, for its submit' }),
      status: pageStatus,
      expiresAt,
      datastoreProblem: datastoreProblemField,
      items: z.array(pageItemBody).meta({ description: 'The items of the page' }),
      ...projectFields,
    })
    .meta({ id: 'Page', description: 'Items that are leased to one labeler and submitted together' })

  const takenPageBody = z
    .object({
      id: pageId
        .optional()
        .meta({ description: 'The id of the page, for its submit. Absent without a page.' }),
      status: pageStatus.optional(),
      expiresAt,
      waiting: answerChoice('Waiting', waitingReasons).optional().meta({
        description:
          'Why there is no page now; absent with a page. AllDone: no item is open; each has an answer or is removed. AllLeased: other labelers hold open items, and none is free; ask again after `retryAfter` seconds. AllYours: all open items that are left are on the page in `after`; submit it. FilesMissing: items without an answer are left, but their files are missing; an administrator puts the files back and refreshes the project, or removes these items (`POST …/remove-items` with the filter `{"state": "unlabeled", "missing": true}`).',
      }),
      retryAfter: z.number().int().min(1).max(60).optional().meta({
        description:
          'Seconds after which to ask again, with `AllLeased`: until the first known lease of another labeler ends, and at most a minute, as pages are also submitted and released before. The header `Retry-After` has the same.',
        example: 30,
      }),
      datastoreProblem: datastoreProblemField,
      items: z.array(pageItemBody).meta({ description: 'The items of the page; empty without a page' }),
      ...projectFields,
    })
    .meta({
      id: 'TakenPage',
      description:
        'A page of items that are leased to the caller, with `id`, `status` and `expiresAt`; or no items, and `waiting` has the reason',
    })

  const contentsOf = (
    { project, page, items, datastoreProblem }: ShownPage,
    contentUrls: ContentUrls,
    url: (path: string) => string,
  ): ContentOfItems | Promise<ContentOfItems> =>
    // URLs that are known to fail would only hide the reason. A failure that may pass can have passed when they are loaded.
    datastoreProblem?.code === 'DatastoreUnreachable'
      ? { contents: [] }
      : contentUrls(project, items, url, page.leaseUntil)

  const toPage = async (shown: ShownPage, contentUrls: ContentUrls, url: (path: string) => string) => {
    const { project, role, page, items } = shown
    const showsPaths = seesPaths(project, role)
    const { contents, datastoreProblem } = await contentsOf(shown, contentUrls, url)
    const problem = shown.datastoreProblem ?? datastoreProblem
    const isHeld = page.status === 'Held'
    const answered = new Set(isHeld ? takenAnswers(page).keys() : [])
    const former = new Map(page.reopened?.map(({ item, answer }) => [item, answer] as const))
    return {
      id: page.page,
      status: page.status,
      expiresAt: page.leaseUntil === undefined ? undefined : toIso(page.leaseUntil),
      datastoreProblem: problem && forLabeler(problem),
      items: items.map((item, index) => ({
        id: item.id,
        path: showsPaths ? item.path : undefined,
        ...showUrls(contents[index]),
        ...showHeader(item, contents[index]),
        missing: item.missing,
        removed: item.state === 'removed' ? true : undefined,
        answered: answered.has(item.id) ? true : undefined,
        returned: isHeld && !answered.has(item.id) ? toReturned(project, item) : undefined,
        answer: toFormerAnswer(project, former.get(item.id)),
      })),
      ...projectFieldsOf(project),
    }
  }

  /** A page that was asked for, or why there is none now. */
  const toTakenPage = async (
    next: TakePageResult,
    contentUrls: ContentUrls,
    url: (path: string) => string,
  ) =>
    'page' in next
      ? { ...(await toPage(next, contentUrls, url)), retryAfter: undefined }
      : {
          items: [],
          waiting: next.waiting,
          retryAfter: next.retryAfter,
          ...projectFieldsOf(next.project),
        }

  return { pageBody, takenPageBody, toPage, toTakenPage }
}

export type PageSchemas = ReturnType<typeof createPageSchemas>
