import type { Export } from '../phases/export.ts'
import type { Labeling } from '../phases/label.ts'
import type { Progress } from '../phases/progress.ts'
import type { Listing } from '../phases/review.ts'

export interface Evidence {
  readonly items: number
  /** Labels that were to be given. */
  readonly wanted: number
  readonly labeling: Labeling
  /** After labeling. */
  readonly progress: Progress
  readonly listing: Listing
  readonly nameOf: (labeler: number) => string | undefined
  /** To be approved, and approved. */
  readonly chosen: number
  readonly approved: number
  /** After approving. */
  readonly final: Progress
  readonly exports: readonly Export[]
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** What is not as it must be: an item lost, labeled twice, or counted wrongly. Nothing here depends on speed. */
export const findMistakes = (evidence: Evidence): readonly string[] => {
  const { items, wanted, labeling, progress, listing, final } = evidence
  const labels = labeling.accepted.size
  const foreign = [...labeling.accepted].filter(
    ([item, labeler]) => listing.labeledBy.get(item) !== evidence.nameOf(labeler),
  ).length
  const claims: readonly (readonly [boolean, string])[] = [
    [labeling.twice === 0, `${labeling.twice} items were labeled twice`],
    [labels >= wanted, `${labels} of ${wanted} labels were accepted`],
    [progress.total === items, `the project counts ${progress.total} of ${items} items`],
    [progress.headersPending === 0, `${progress.headersPending} image headers were not read`],
    [progress.labeled === labels, `the project counts ${progress.labeled} labeled items, not ${labels}`],
    [progress.unlabeled === items - labels, `the project counts ${progress.unlabeled} items as unlabeled`],
    [
      sum(progress.byLabeler.map(({ submitted }) => submitted)) === labels,
      'the answers of all labelers are not as many as were accepted',
    ],
    [listing.labeledBy.size === labels, `a reviewer is shown ${listing.labeledBy.size} of ${labels} items`],
    [listing.odd === 0, `${listing.odd} items are shown twice, or without exactly one class`],
    [foreign === 0, `${foreign} items have another answer than the accepted one`],
    [evidence.approved === evidence.chosen, `${evidence.approved} of ${evidence.chosen} items were approved`],
    [final.approved === evidence.approved, `the project counts ${final.approved} approved items`],
    ...evidence.exports.map(
      ({ format, rows }) => [rows === items, `the export ${format} has ${rows} of ${items} items`] as const,
    ),
  ]
  return claims.filter(([holds]) => !holds).map(([, mistake]) => mistake)
}
