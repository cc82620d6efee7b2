import { UsageError } from '../../../tools/run-command.ts'
import { extensionEngine } from './extension-engine.ts'
import { embeddedEngine, type SoakEngine } from './soak-engine.ts'

/** The engine that `DURABLE` asks for, as it does for the service. @throws UsageError */
export const openEngine = async ({
  DURABLE: engine,
  DURABLE_HOST: program,
}: Readonly<Record<string, string | undefined>>): Promise<SoakEngine> => {
  if (engine === undefined || engine === '' || engine === 'embedded') return embeddedEngine
  if (engine !== 'extension')
    throw new UsageError(`DURABLE=${engine} is no engine: give embedded or extension.`)
  if (program === undefined || program === '')
    throw new UsageError(
      'DURABLE=extension needs the program of the Durable extension: set DURABLE_HOST to its path.',
    )
  return extensionEngine()
}
