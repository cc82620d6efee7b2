import { dataDirOf } from '../local/platform/environment.ts'
import { checkContainer, makeToken, parseSasArguments, sasUsage } from './container-sas.ts'
import { readLocalStorage } from './local-storage.ts'
import { runCommand } from './run-command.ts'

await runCommand({
  usage: sasUsage,
  readOptions: parseSasArguments,
  run: async (request) => {
    const storage = await readLocalStorage(dataDirOf(process.env))
    const note = await checkContainer(storage, request.container)
    if (note !== undefined) console.error(`${note} The token is printed all the same.`)
    const token = makeToken(storage, request, Date.now())
    console.log(request.tokenOnly ? token : `${storage.serviceUrl}/${request.container}?${token}`)
    return true
  },
})
