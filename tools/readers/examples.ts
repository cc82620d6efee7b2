import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { blocksOf } from '../image-blocks.ts'
import { readerFormats, type ReaderCase, type ReaderFormat } from './cases.ts'
import { pythonSettings } from './run-readers.ts'
import type { Trial } from './try-readers.ts'

const execute = promisify(execFile)

const exampleMs = 2 * 60_000

/** The examples of docs/exports.md, by format. */
export const trainingExamples = (page: string): ReadonlyMap<ReaderFormat, string> =>
  new Map(
    blocksOf(page)
      .filter(({ language }) => language === 'python')
      .map(({ heading, script }) => {
        const format = readerFormats.find((one) => heading === `Train with ${one}`)
        if (!format)
          throw new Error(`'${heading}' has Python that nothing runs: name it 'Train with <format>'`)
        return [format, script] as const
      }),
  )

/** Runs Python beside the folders `export` and `images` of a case. @returns The last line that it prints */
const runBeside = async (one: ReaderCase, interpreter: string, script: string): Promise<string> => {
  const cwd = dirname(one.folder)
  const env = pythonSettings(join(cwd, 'python'))
  const { stdout } = await execute(interpreter, ['-c', script], { cwd, env, timeout: exampleMs })
  return stdout.trim().split('\n').at(-1) ?? ''
}

const trial = async (name: string, run: () => Promise<{ passed: boolean; said: string }>): Promise<Trial> => {
  try {
    const { passed, said } = await run()
    return { passed, lines: [`${name}: ${said}${passed ? '' : ', WHICH IS TOO LITTLE'}`] }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return { passed: false, lines: [`${name}: FAILED`, ...text.trim().split('\n').slice(-5)] }
  }
}

/** The pictures of a class differ by noise only; with a turned half the accuracy is far lower. */
const leastAccuracy = 0.9

/** Trains by the example of each format on a split export of one class for each picture. */
export const tryExamples = (
  page: string,
  cases: readonly ReaderCase[],
  interpreter: string,
): Promise<readonly Trial[]> =>
  Promise.all(
    [...trainingExamples(page)].map(([format, script]) =>
      trial(`docs/exports.md, ${format}`, async () => {
        const one = cases.find(({ name }) => name === `${format} one-class split`)
        if (!one) throw new Error(`No export is called ${format} one-class split`)
        const said = await runBeside(one, interpreter, script)
        return { passed: Number(/^accuracy ([\d.]+)$/.exec(said)?.[1]) >= leastAccuracy, said }
      }),
    ),
  )

/** Runs the Python in the `README.md` of each export, which opens the picture of each row. */
export const tryReadmes = async (
  cases: readonly ReaderCase[],
  interpreter: string,
): Promise<readonly Trial[]> => {
  const trials: Trial[] = []
  for (const one of cases.filter(({ damage }) => damage === undefined))
    trials.push(
      await trial(`README.md of ${one.name}`, async () => {
        const page = await readFile(join(one.folder, 'README.md'), 'utf8')
        const [script] = blocksOf(page).flatMap((block) =>
          block.language === 'python' ? [block.script] : [],
        )
        if (script === undefined) throw new Error('It has no Python')
        const said = await runBeside(one, interpreter, `${script}\nprint("rows", len(rows))`)
        return { passed: Number(/^rows (\d+)$/.exec(said)?.[1]) > 0, said }
      }),
    )
  return trials
}
