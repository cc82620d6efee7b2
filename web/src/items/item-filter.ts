/** The filter of the review screen, as its address has it. */
export interface ItemFilter {
  readonly state?: string
  readonly class?: string
  readonly labeledBy?: string
  readonly pathPrefix?: string
  readonly problem?: string
  readonly missing?: boolean
  readonly changed?: boolean
  readonly returned?: boolean
  readonly from?: string
  readonly to?: string
  readonly sample?: number
  readonly sort?: 'path'
}

const texts = ['state', 'class', 'labeledBy', 'pathPrefix', 'problem', 'from', 'to'] as const
const flags = ['missing', 'changed', 'returned'] as const

/** Reads the filter from an address; a part that makes no sense is left out. */
export const parseItemFilter = (search: Readonly<Record<string, unknown>>): ItemFilter => {
  const filter: { -readonly [Name in keyof ItemFilter]: ItemFilter[Name] } = {}
  for (const name of texts) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') filter[name] = value
  }
  for (const name of flags) {
    const value = search[name]
    if (typeof value === 'boolean') filter[name] = value
  }
  const { sample, sort } = search
  if (sort === 'path') filter.sort = sort
  if (typeof sample === 'number' && Number.isInteger(sample) && sample >= 1 && sample <= 100)
    filter.sample = sample
  return filter
}
