/** Request units a second for each physical partition, as the service counts them. */
export interface Throughput {
  /** Milliseconds until the partition has request units again; undefined if it has some now. */
  readonly wait: (partition: string) => number | undefined
  /** Takes a request's charge: the last request of a second may exceed its budget. */
  readonly spend: (partition: string, charge: number) => void
}

export const createThroughput = (units: number, now: () => number): Throughput => {
  const spent = new Map<string, { readonly second: number; readonly units: number }>()
  const secondOf = () => Math.floor(now() / 1000)
  const spentBy = (partition: string): number => {
    const known = spent.get(partition)
    return known?.second === secondOf() ? known.units : 0
  }
  return {
    wait: (partition) => (spentBy(partition) >= units ? (secondOf() + 1) * 1000 - now() : undefined),
    spend: (partition, charge) => {
      spent.set(partition, { second: secondOf(), units: spentBy(partition) + charge })
    },
  }
}
