import { DomainError } from '../core/errors.ts'
import type { RegionKind } from '../model/labels/region.ts'
import type { Format } from './format.ts'

/** The formats of a deployment, by name. */
export interface Formats {
  readonly all: readonly Format[]
  readonly names: readonly [string, ...string[]]
  /** Returns the format with this name. @throws DomainError `UnsupportedTask` if this version has no such format */
  readonly of: (name: string) => Format
  /** The formats that support labels made of this kind of region. */
  readonly supporting: (region: RegionKind) => readonly Format[]
}

export const createFormats = (first: Format, ...others: readonly Format[]): Formats => {
  const all = [first, ...others]
  const byName = new Map(all.map((format) => [format.name, format]))
  if (byName.size < all.length) throw new Error('Two formats have the same name')
  return {
    all,
    names: [first.name, ...others.map(({ name }) => name)],
    of: (name) => {
      const format = byName.get(name)
      if (!format)
        throw new DomainError(
          'UnsupportedTask',
          `This version of the service has no format '${name.slice(0, 64)}'; GET /formats lists its formats`,
          { target: 'format' },
        )
      return format
    },
    supporting: (region) => all.filter(({ takes }) => takes.includes(region)),
  }
}
