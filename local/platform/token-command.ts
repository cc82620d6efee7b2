import { parseArgs } from 'node:util'
import { errorMessage } from '../host/log.ts'
import { appRoles } from './issuer.ts'
import type { Role } from './issuer.ts'

export const tokenUsage = [
  'Usage: npm run --silent token -- <user> <role>… [--hours N] [--name NAME]',
  '',
  '  user   1 to 128 letters, digits or . _ @ -, beginning with a letter or digit',
  `  role   ${appRoles.join(', ')}; Admin, Reviewer, Labeler for short`,
  '  hours  how long the token is good for (default 12)',
  '  name   what others read instead of the user (default: the user with a capital letter)',
  '',
  'The key lies in the data folder (DATA_DIR, default .data), so use the folder of the service that you call.',
].join('\n')

export interface TokenRequest {
  readonly user: string
  readonly roles: readonly Role[]
  readonly hours: number
  readonly name?: string
}

const userName = /^[a-zA-Z0-9][a-zA-Z0-9._@-]{0,127}$/
/** One line with something to read. */
const shownName = /^[^\p{Cc}\s][^\p{Cc}]{0,255}$/u
const maxHours = 24 * 365

export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { hours: { type: 'string', default: '12' }, name: { type: 'string' } },
    })
  } catch (error) {
    throw new UsageError(errorMessage(error))
  }
}

const roleNamed = (name: string): Role => {
  const role = appRoles.find((known) => known === name || known === `Labeling.${name}`)
  if (role === undefined) throw new UsageError(`"${name}" is no role.`)
  return role
}

/** Reads the command line of `token`. @throws UsageError */
export const parseTokenArguments = (argv: readonly string[]): TokenRequest => {
  const { positionals, values } = parse(argv)
  const [user, ...names] = positionals
  if (user === undefined) throw new UsageError('No user was given.')
  if (!userName.test(user)) throw new UsageError(`"${user}" is no user name.`)
  if (names.length === 0) throw new UsageError('No role was given.')
  const hours = Number(values.hours)
  if (!(hours > 0 && hours <= maxHours)) throw new UsageError(`"${values.hours}" is no number of hours.`)
  const { name } = values
  if (name !== undefined && !shownName.test(name)) throw new UsageError(`"${name}" is no name to read.`)
  return {
    user,
    roles: [...new Set(names.map(roleNamed))],
    hours,
    ...(name === undefined ? {} : { name }),
  }
}
