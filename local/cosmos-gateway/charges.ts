/**
 * Request units by the prices that are documented: a point read of 1 KB costs 1 and of 100 KB 10; an insert of 1 KB about
 * 5.5, a replace twice that, a patch as much as a replace, a delete like a write without indexes; a query that finds one
 * document 3.19 and one that finds a thousand of 1 KB 1000. There is no documented price for a failure: it counts as one read.
 */
const factor = (bytes: number): number => 1 + Math.max(0, bytes / 1024 - 1) / 11

export const readCharge = (bytes: number): number => factor(bytes)
export const missCharge = 1

const writes = { Create: 5.5, Replace: 11, Patch: 11, Delete: 5 } as const
export type WriteType = keyof typeof writes

export const writeCharge = (type: WriteType, bytes: number): number => writes[type] * factor(bytes)

export const queryCharge = (sizes: readonly number[]): number =>
  2.19 + sizes.reduce((sum, bytes) => sum + factor(bytes), 0)
