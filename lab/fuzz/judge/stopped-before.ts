import { resolvedPathOf } from '../../../tools/contract.ts'

export interface Asked {
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly bodyBytes: number
}

/** The methods that the service registers for; others never reach it. */
const served: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

// The limits of the host, less what the client and the first line add.
const bodyLimit = 2 * 1024 * 1024
const targetLimit = 8_150
const headerLimit = 32_000
const headerCount = 95

/** A name that is not one of this machine. */
const namesOther = (host: string): boolean => {
  const name = URL.parse(`http://${host}`)?.hostname
  return name !== undefined && !['localhost', '127.0.0.1', '[::1]'].includes(name)
}

const isUrlHost = (host: string): boolean => /^[\w.:[\]-]+$/.test(host) && URL.canParse(`http://${host}`)

/** True for a path that is no path of the API: the web app has it, or nobody. An empty segment after the prefix fits no function. */
export const isOutsideApi = (path: string): boolean => !/^\/api(?:\/(?!\/)|$)/i.test(path)

const statusesOfPath = (path: string): readonly number[] => [
  // For other methods than those of the web app.
  ...(path === '/' ? [204] : []),
  ...(/^\/(?:admin|runtime)\//i.test(path) ? [401, 403] : []),
  ...(isOutsideApi(path) ? [404] : []),
]

const statusesOfHost = (hosts: readonly string[]): readonly number[] => {
  const [host = '', ...others] = hosts
  if (others.length > 0 || hosts.length === 0) return [400]
  if (host === '') return [500]
  return isUrlHost(host) ? (namesOther(host) ? [421] : []) : [400]
}

/** The statuses with which the host may have answered before the service saw the request; none if it passes it on. */
export const stoppedBefore = ({ method, target, headers, bodyBytes }: Asked): readonly number[] => {
  const size = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
  return [
    ...statusesOfPath(resolvedPathOf(target)),
    // The host looks at the path as it was sent, with its dots.
    ...(target.split('?')[0]?.includes('%00') === true ? [400] : []),
    ...statusesOfHost(headers.filter(([name]) => name === 'Host').map(([, value]) => value)),
    ...(served.has(method) ? [] : [404, 400]),
    ...(bodyBytes > bodyLimit ? [413] : []),
    ...(target.length > targetLimit ? [414] : []),
    ...(size > headerLimit || headers.length > headerCount ? [431] : []),
    ...(headers.some(([, value]) => /[\x80-\uffff]/.test(value)) ? [400] : []),
  ]
}
