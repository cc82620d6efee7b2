import type { Operation } from './operations.ts'

/** Who answered what, how often. */
export interface Tally {
  count(by: string, status: number | string): void
  readonly total: () => number
  /** Operation, or who else answered; then the counts by status. */
  readonly rows: () => readonly (readonly [string, readonly (readonly [string, number])[]])[]
  /** `operationId status` of what is documented and never came. */
  readonly unseen: (operations: readonly Operation[]) => readonly string[]
}

export const createTally = (): Tally => {
  const counts = new Map<string, Map<string, number>>()
  let total = 0
  return {
    count: (by, status) => {
      total += 1
      const row = counts.get(by) ?? new Map<string, number>()
      counts.set(by, row)
      row.set(String(status), (row.get(String(status)) ?? 0) + 1)
    },
    total: () => total,
    rows: () =>
      [...counts].map(([by, row]) => [by, [...row].toSorted(([a], [b]) => a.localeCompare(b))] as const),
    unseen: (operations) =>
      operations.flatMap(({ operationId, responses }) =>
        Object.keys(responses)
          .filter((status) => !counts.get(operationId)?.has(status))
          .map((status) => `${operationId} ${status}`),
      ),
  }
}
