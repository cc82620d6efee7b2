import { dataDirOf } from './platform/environment.ts'
import { mintToken } from './platform/issuer.ts'
import { tokenUsage, UsageError, parseTokenArguments } from './platform/token-command.ts'

try {
  const { user, roles, hours } = parseTokenArguments(process.argv.slice(2))
  console.log(await mintToken(dataDirOf(process.env), user, roles, { hours }))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\n\n${tokenUsage}`)
  process.exitCode = 2
}
