import { z } from 'zod'
import { isLoopback } from './loopback.ts'

const isOrigin = (text: string): boolean => {
  const url = URL.parse(text)
  if (!url || url.username !== '' || url.password !== '') return false
  const isHttp = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(text))
  return isHttp && url.pathname === '/' && url.search === '' && url.hash === ''
}

/** The origin of all links of the service. */
export const publicUrl = z
  .string()
  .max(300)
  .refine(
    isOrigin,
    'must be an origin without a path, such as https://labels.example.org (http:// only for this machine)',
  )
  .transform((text) => new URL(text).origin)

/** Set by Azure, and by Core Tools as `localhost:7071`. */
export const hostName = z
  .string()
  .regex(/^[a-z0-9.-]{1,253}(?::\d{1,5})?$/i, 'must be a host name such as labels.azurewebsites.net')

interface PublicUrlSettings {
  readonly PUBLIC_URL?: string | undefined
  readonly WEBSITE_HOSTNAME?: string | undefined
}

/** The first problem of the settings; undefined if they are valid. */
export const checkPublicUrl = ({
  PUBLIC_URL,
  WEBSITE_HOSTNAME,
}: PublicUrlSettings): readonly [name: string, message: string] | undefined =>
  PUBLIC_URL === undefined && WEBSITE_HOSTNAME === undefined
    ? [
        'PUBLIC_URL',
        'is required outside of Azure: the origin of the links, such as https://labels.example.org',
      ]
    : undefined

/** `checkPublicUrl` ensures that one setting is present. */
export const readPublicUrl = ({ PUBLIC_URL, WEBSITE_HOSTNAME = '' }: PublicUrlSettings): string => {
  if (PUBLIC_URL !== undefined) return PUBLIC_URL
  const local = `http://${WEBSITE_HOSTNAME}`
  return isLoopback(local) ? local : `https://${WEBSITE_HOSTNAME}`
}
