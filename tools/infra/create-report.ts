import { readFile, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'

interface Setting {
  /** Names of files are told from here. */
  readonly root: string
  /** Files are written, and not compared. */
  readonly update: boolean
  readonly say: (line: string) => void
}

const difference = (before: string, after: string): string => {
  const [old, young] = [before.split('\n'), after.split('\n')]
  const lines = [
    ...old.filter((line) => !young.includes(line)).map((line) => `- ${line}`),
    ...young.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ]
  return lines.length > 0 ? lines.join('\n') : 'the order of lines'
}

/** Says of each check how it went, and counts. */
export const createReport = ({ root, update, say }: Setting) => {
  let failed = 0
  /** An empty problem is none. */
  const judge = (name: string, problem: string): void => {
    if (problem !== '') failed += 1
    say(problem === '' ? `passed ${name}` : `FAILED ${name}\n${problem}`)
  }
  return {
    judge,
    failures: (): number => failed,
    /** Compares a text with a file. */
    hold: async (path: string, text: string): Promise<void> => {
      const before = await readFile(path, 'utf8').catch(() => '')
      if (update && before !== text) await writeFile(path, text)
      const isSame = update || before === text
      const advice = 'It differs; run it with --update and read the change:'
      judge(relative(root, path), isSame ? '' : `${advice}\n${difference(before, text)}`)
    },
  }
}

export type Report = ReturnType<typeof createReport>
