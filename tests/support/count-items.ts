interface Item {
  readonly state: string
  readonly labels: readonly string[]
  readonly labeledBy?: string
  readonly missing?: boolean
  readonly changed?: boolean
  readonly problem?: string
  readonly history: readonly { readonly by: string; readonly action: string }[]
}

interface Progress {
  readonly byClass: readonly { readonly class: string }[]
  readonly byLabeler: readonly { readonly labeler: string }[]
}

const states = ['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved', 'removed']

/** The numbers of a progress report as its items, read over HTTP, give them. */
export const countItems = (items: readonly Item[], { byClass, byLabeler }: Progress): object => {
  const count = (holds: (item: Item) => unknown): number => items.filter((item) => holds(item)).length
  return {
    total: items.length,
    ...Object.fromEntries(states.map((state) => [state, count((item) => item.state === state)])),
    missing: count(({ missing }) => missing),
    changed: count(({ changed }) => changed),
    problems: count(({ problem }) => problem),
    byClass: byClass.map((one) => ({ ...one, count: count(({ labels }) => labels.includes(one.class)) })),
    byLabeler: byLabeler.map(({ labeler }) => {
      const present = (...among: string[]): number =>
        count(({ labeledBy, state }) => labeledBy === labeler && among.includes(state))
      const past = items.flatMap(({ history }) => history).filter(({ by }) => by === labeler)
      const labeled = present('labeled', 'approved')
      const skipped = present('skipped', 'removed')
      return {
        labeler,
        labeled,
        skipped,
        rejected: past.filter(({ action }) => action === 'Rejected').length,
        submitted: labeled + skipped + past.length,
      }
    }),
  }
}
