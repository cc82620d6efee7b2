import { type Environment, servicePortOf } from './environment.ts'
import { findPort } from './ports.ts'
import { StartError } from './start-error.ts'

/** The port to serve on, known before the app is loaded: its settings hold it. */
export async function chooseServicePort(environment: Environment): Promise<number> {
  const wanted = servicePortOf(environment)
  const port = await findPort(wanted)
  if (port === undefined) {
    throw new StartError(
      `Port ${wanted} is taken by another program. Stop that one first, or choose another port with PORT ` +
        '(0 picks a free one).',
    )
  }
  return port
}
