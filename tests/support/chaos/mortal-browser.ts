import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { chromium, type BrowserContext } from 'playwright-core'
import { browserFlags, browserProgram } from '../../../tools/browser.ts'

/** A browser with a disk of its own, which outlives it. */
export interface MortalBrowser {
  readonly context: BrowserContext
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>
}

const listening = /^DevTools listening on (\S+)/

export const startMortalBrowser = async (profile: string): Promise<MortalBrowser> => {
  const child = spawn(
    await browserProgram(),
    [
      ...browserFlags,
      '--headless',
      '--no-first-run',
      '--lang=en-GB',
      '--window-size=1280,900',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
    ],
    // A group of its own: its renderers end with it.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const ended = once(child, 'exit')
  const kill = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL')
    await ended
  }
  for await (const line of createInterface({ input: child.stderr })) {
    const [, endpoint] = listening.exec(line) ?? []
    if (endpoint === undefined) continue
    child.stderr.resume()
    const browser = await chromium.connectOverCDP(endpoint)
    const [context] = browser.contexts()
    if (context) return { context, kill }
    break
  }
  await kill()
  throw new Error('The browser did not start')
}
