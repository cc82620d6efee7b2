import type { Row } from './rows.ts'

type Target = { readonly least: number } | { readonly most: number }
type Targets = Readonly<Record<string, Target>>

const pageP95 = 60

/** Items/s with their headers: as fast as names and headers were together when they were read one after the other. */
const importRate: Target = { least: 1300 }

const always: Targets = {
  'labeling.twice': { most: 0 },
  'memory.peak': { most: 400 },
}

/** What the service has promised to do on two cores that it shares with the load. */
const ofImages: Targets = {
  ...always,
  'import.rate': importRate,
  'labeling.rate': { least: 3000 },
  'page.p95': { most: pageP95 },
  'export.Coco.seconds': { most: 3 },
}

const mostTimesSlower = 2

/** @param reference The p95 of a page in a run of 10 000, ms. */
const ofLargeListing = (reference: number | undefined): Targets => ({
  ...always,
  'import.rate': importRate,
  'page.p95': { most: mostTimesSlower * (reference ?? pageP95) },
  'export.Coco.rate': { least: 50_000 },
  'export.Dataset.rate': { least: 50_000 },
  'export.Csv.rate': { least: 50_000 },
})

export interface JudgedRow extends Row {
  readonly target?: Target
  readonly met?: boolean
}

export const judge = (
  rows: readonly Row[],
  { synthetic, reference }: { readonly synthetic: boolean; readonly reference: number | undefined },
): readonly JudgedRow[] => {
  const targets = synthetic ? ofLargeListing(reference) : ofImages
  return rows.map((row) => {
    const target = targets[row.id]
    if (!target) return row
    return { ...row, target, met: 'least' in target ? row.value >= target.least : row.value <= target.most }
  })
}
