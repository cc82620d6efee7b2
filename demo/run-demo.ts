import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { untilStopped } from '../local/platform/run.ts'
import { removeData } from '../tools/service.ts'
import { createChecks } from './checks.ts'
import { DemoError } from './demo-error.ts'
import { explain } from './explain.ts'
import { readImages } from './images.ts'
import { invite } from './invite.ts'
import type { Options } from './options.ts'
import { createScreen } from './screen.ts'
import { startTheService } from './steps/start-service.ts'
import { showPath } from './show-path.ts'
import { tellStory, type Story } from './story.ts'
import { takeTour } from './take-tour.ts'
import { signIn } from './tour.ts'

const interrupted = 130

/** Whoever read the output, `head` for example, has seen enough. */
const outputClosed = (): Promise<void> =>
  new Promise((closed) => {
    process.stdout.on('error', () => closed())
  })

/** Starts the service, takes the tour, ends what was started. @returns the exit status */
const withService = async (story: Story, { out, keep }: Options): Promise<number> => {
  const screen = createScreen()
  const checks = createChecks()
  const dataDir = await mkdtemp(join(tmpdir(), 'etiquette-demo-'))
  const printed: string[] = []
  const stopped = Promise.race([untilStopped(), outputClosed()])
  const starting = startTheService(screen, dataDir, (line) => printed.push(line))
  const walk = async () => {
    const service = await starting
    await takeTour({ screen, story, checks, service, people: await signIn(service) }, out)
  }
  const walking = walk()
  try {
    if (await Promise.race([walking.then(() => false), stopped.then(() => true)])) return interrupted
    const { text, status } = checks.summarize()
    console.log(`\n${text}\nThe exported files are in ${showPath(out)}/`)
    if (keep) {
      const service = await starting
      console.log(invite(service))
      const ended = await Promise.race([stopped, service.ended])
      if (ended !== undefined) throw new DemoError('The service is gone.')
    }
    return status
  } catch (error) {
    console.error(`\n${await explain(starting, printed, error)}`)
    return 1
  } finally {
    await starting.then(({ stop }) => stop()).catch(() => undefined)
    await walking.catch(() => undefined)
    if (!keep) await removeData(dataDir)
  }
}

export const runDemo = async (options: Options): Promise<number> => {
  try {
    const story = tellStory(await readImages(options.images))
    const { classes, first, later } = story
    const count = `${first.length + later.length} images of ${classes.length} classes`
    console.log(`Etiquette, from files to labels: ${count} from ${showPath(options.images)}/.`)
    console.log('Each step is a file in demo/steps/ and does what any client of the HTTP API can do.\n')
    return await withService(story, options)
  } catch (error) {
    if (!(error instanceof DemoError)) throw error
    console.error(error.message)
    return 1
  }
}
