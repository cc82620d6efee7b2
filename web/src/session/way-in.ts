/** How a page gets its session, known before anything is asked of the service. */
export interface WayIn {
  /**
   * `Back`: from the issuer. `SignedOut`: as the person wanted. `Renew`: by the tab's refresh token. `Leave`: the page goes to the
   * issuer, and shows nothing unless that fails.
   */
  readonly kind: 'Back' | 'SignedOut' | 'Renew' | 'Leave'
  /** Where the person wants to be. */
  readonly to: string
  /** The person whom the address names. */
  readonly hint: string | undefined
}

type Address = Readonly<Record<'pathname' | 'search' | 'hash', string>>

export const wayIn = ({ pathname, search, hash }: Address, hasRefreshToken: boolean): WayIn => {
  if (pathname === '/signed-in' || pathname === '/signed-out')
    return { kind: pathname === '/signed-in' ? 'Back' : 'SignedOut', to: '/', hint: undefined }
  const wanted = new URLSearchParams(search)
  const hint = wanted.get('person') ?? undefined
  wanted.delete('person')
  const rest = wanted.size === 0 ? '' : `?${wanted.toString()}`
  const to = `${pathname}${rest}${hash}`
  return { kind: hint === undefined && hasRefreshToken ? 'Renew' : 'Leave', to, hint }
}
