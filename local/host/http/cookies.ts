import type { Cookie } from '../core/rpc.ts'

/** A cookie as the library describes it to its host, as a Set-Cookie value. */
export function serializeCookie(cookie: Cookie): string {
  const parts = [`${cookie.name ?? ''}=${encodeURIComponent(cookie.value ?? '')}`]
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) parts.push(`${name}=${value}`)
  }
  const expires = cookie.expires?.value?.seconds
  add('Max-Age', cookie.maxAge?.value?.toString())
  add('Domain', cookie.domain?.value)
  add('Path', cookie.path?.value)
  if (expires !== undefined) add('Expires', new Date(Number(expires) * 1000).toUTCString())
  if (cookie.httpOnly?.value === true) parts.push('HttpOnly')
  if (cookie.secure?.value === true) parts.push('Secure')
  add('SameSite', SAME_SITE[String(cookie.sameSite)])
  return parts.join('; ')
}

// `none` is the library's "not set"; the attribute None is called explicitNone.
const SAME_SITE: Readonly<Record<string, string>> = { lax: 'Lax', strict: 'Strict', explicitNone: 'None' }
