import './platform/private-umask.ts'
import { isStartError } from './host/start-error.ts'
import { consoleLog } from './platform/console-log.ts'
import { openDataFolder } from './platform/data-folder.ts'
import { dataDirOf } from './platform/environment.ts'
import { mintToken } from './platform/issuer.ts'
import { keepPrivate } from './platform/keep-private.ts'
import { tokenUsage, UsageError, parseTokenArguments } from './platform/token-command.ts'

try {
  const { user, roles, ...options } = parseTokenArguments(process.argv.slice(2))
  keepPrivate(await openDataFolder(dataDirOf(process.env)), consoleLog(process.env))
  console.log(await mintToken(dataDirOf(process.env), user, roles, options))
} catch (error) {
  if (isStartError(error)) {
    console.error(error.message)
    process.exitCode = 1
  } else if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${tokenUsage}`)
    process.exitCode = 2
  } else throw error
}
