import { styleText } from 'node:util'
import { SingleBar } from 'cli-progress'

/** What a step tells while it goes. */
export interface Step {
  readonly progress: (done: number, total: number | undefined) => void
  /** A line to print below the step's own. */
  readonly note: (text: string) => void
}

export interface Screen {
  readonly line: (text?: string) => void
  /** Runs a step and prints it in a line, with what `run` answers. */
  readonly step: (title: string, run: (step: Step) => Promise<string>) => Promise<void>
}

interface Meter {
  readonly progress: (done: number, total: number) => void
  readonly end: () => void
}

const titleWidth = 28

/** A line that is drawn over: the title, and a bar once there is something to count. */
const createBar = (title: string): Meter => {
  const stream = process.stdout
  const clear = () => stream.write('\r\u001B[2K')
  let bar: SingleBar | undefined
  stream.write(`  … ${title}`)
  return {
    progress: (done, total) => {
      if (!bar) {
        clear()
        bar = new SingleBar({
          format: `  … ${title.padEnd(titleWidth)} {bar} {value}/{total}`,
          barCompleteChar: '█',
          barIncompleteChar: '░',
          barsize: 30,
          hideCursor: true,
          clearOnComplete: true,
          stream,
        })
        bar.start(total, done)
      }
      bar.setTotal(total)
      bar.update(done)
    },
    end: () => {
      bar?.stop()
      clear()
    },
  }
}

const plainEvery = 2000

/** For logs: a line now and then, and none for a step that is soon over. */
const createPlainMeter = (title: string): Meter => {
  let last = Date.now()
  return {
    progress: (done, total) => {
      if (Date.now() - last < plainEvery) return
      last = Date.now()
      console.log(`  … ${title.padEnd(titleWidth)} ${done} of ${total}`)
    },
    end: () => {},
  }
}

export const createScreen = (): Screen => {
  const createMeter = process.stdout.isTTY ? createBar : createPlainMeter
  return {
    line: (text = '') => console.log(text),
    step: async (title, run) => {
      const begun = performance.now()
      const meter = createMeter(title)
      const notes: string[] = []
      const finish = (mark: string, text: string) => {
        meter.end()
        const seconds = `${((performance.now() - begun) / 1000).toFixed(1)} s`.padStart(7)
        console.log(`  ${mark} ${title.padEnd(titleWidth)} ${styleText('dim', seconds)}  ${text}`)
        for (const note of notes) console.log(`      ${note}`)
      }
      try {
        const text = await run({
          progress: (done, total) => {
            if (total !== undefined && total > 0) meter.progress(done, total)
          },
          note: (text) => {
            notes.push(text)
          },
        })
        finish(styleText('green', '✓'), text)
      } catch (error) {
        finish(styleText('red', '✗'), 'failed')
        throw error
      }
    },
  }
}
