import type { Caller } from '../core/caller.ts'
import { dayOf, type Day } from '../core/day.ts'
import type { ProjectName } from '../core/ids.ts'
import { sumCounts, noCounts, type AnswerCounts } from '../model/items/labeler-counts.ts'
import { readOwnAnswers } from '../model/items/read-own-answers.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { Deps } from '../ports/deps.ts'

export interface MyNumbers extends AnswerCounts {
  readonly today: Pick<AnswerCounts, 'submitted' | 'activeMs'> & { readonly day: Day }
  /** The open items of the project. */
  readonly open: number
}

/**
 * The caller's own counters in a project, from small documents; no item is read.
 * @throws DomainError `ProjectNotFound`, `Forbidden`
 */
export const getMyNumbers =
  ({ store, now }: Pick<Deps, 'store' | 'now'>) =>
  async (caller: Caller, name: ProjectName): Promise<MyNumbers> => {
    const { document: project } = await openProject(store, caller, name, 'Labeler')
    const day = dayOf(now())
    const all = await readOwnAnswers(store, project, { user: caller.user, day })
    const sums = sumCounts([
      ...all.map(({ counts }) => ['all', counts] as const),
      ...all.map(({ today }) => ['today', { ...noCounts, ...today }] as const),
    ])
    const { submitted, activeMs } = sums.get('today') ?? noCounts
    return {
      ...(sums.get('all') ?? noCounts),
      today: { day, submitted, activeMs },
      open: all.reduce((sum, { open }) => sum + open, 0),
    }
  }

export type GetMyNumbers = ReturnType<typeof getMyNumbers>
