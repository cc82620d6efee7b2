import { readFileSync, writeFileSync } from 'node:fs'

/**
 * A preload (`node --import`) for a process whose clock shall be wrong. `Date` differs from the machine's clock by what the
 * file `SOAK_CLOCK` says, in ms. The file is read at the start and at each SIGUSR2; `<file>.seen` then says what was read.
 */
const file = process.env['SOAK_CLOCK']

const shiftClock = (path: string): void => {
  const machine = Date.now
  let offset = 0
  const read = (): void => {
    const text = readFileSync(path, 'utf8')
    offset = Number(text)
    writeFileSync(`${path}.seen`, text)
  }
  read()
  process.on('SIGUSR2', read)
  const now = (): number => machine() + offset
  Date.now = now
  globalThis.Date = new Proxy(Date, {
    apply: () => new Date(now()).toString(),
    construct: (target, args: readonly unknown[], made) => {
      const date: unknown = Reflect.construct(target, args.length === 0 ? [now()] : args, made)
      if (!(date instanceof Date)) throw new TypeError('A date was made that is none')
      return date
    },
  })
}

if (file !== undefined) shiftClock(file)
