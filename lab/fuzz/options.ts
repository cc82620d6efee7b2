const whole = (name: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 2 ** 31 - 1)
    throw new Error(`${name} takes a whole number from 1 to ${2 ** 31 - 1}, not '${text}'`)
  return value
}

/** `FUZZ_SEED`: another one each time unless given. `FUZZ_REQUESTS`: how many. */
export const readOptions = (environment: Readonly<Record<string, string | undefined>>) => ({
  seed: whole('FUZZ_SEED', environment['FUZZ_SEED'], 1 + (Date.now() % (2 ** 31 - 1))),
  requests: whole('FUZZ_REQUESTS', environment['FUZZ_REQUESTS'], 10_000),
})
