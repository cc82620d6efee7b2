import type { Warning } from '../../core/warning.ts'
import { choosableClasses } from './class-tree.ts'
import type { LabelClass } from './label-class.ts'

/** What pandas reads as missing unless it is told otherwise, and YAML as null. R, polars and DuckDB take parts of it. */
const missing = new Set(
  '#N/A,#N/A N/A,#NA,-1.#IND,-1.#QNAN,-NaN,-nan,1.#IND,1.#QNAN,<NA>,N/A,NA,NULL,NaN,None,n/a,nan,null,Null,~,.nan,.NaN,.NAN'.split(
    ',',
  ),
)

/** The booleans of YAML 1.1; pandas and DuckDB take some of them. */
const booleans = new Set(
  'y,Y,yes,Yes,YES,n,N,no,No,NO,true,True,TRUE,false,False,FALSE,on,On,ON,off,Off,OFF'.split(','),
)

/** Decimal, also with leading zeros, an exponent or `_`; hexadecimal, octal and binary; minutes of YAML (`12:30`); infinity. */
const numbers = [
  /^[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d+)?$/i,
  /^[+-]?0(?:x[\da-f_]+|o[0-7_]+|b[01_]+)$/i,
  /^[+-]?\d[\d_]*(?::[0-5]?\d)+$/,
  /^[+-]?(?:\.?inf|infinity)$/i,
]

type NameCode = Extract<Warning['code'], `ClassName${string}`>

const codeOf = (path: string): NameCode | undefined => {
  if (missing.has(path)) return 'ClassNameReadAsMissing'
  if (booleans.has(path)) return 'ClassNameReadAsBoolean'
  return numbers.some((form) => form.test(path)) ? 'ClassNameReadAsNumber' : undefined
}

const texts: Readonly<Record<NameCode, { readonly effect: string; readonly advice: string }>> = {
  ClassNameReadAsMissing: {
    effect: 'Many readers of exports take these classes for missing values, so their items look unlabeled',
    advice: 'Rename them, or read without such values: keep_default_na=False (pandas)',
  },
  ClassNameReadAsBoolean: {
    effect:
      'YAML 1.1 and some readers of CSV take these classes for true and false, so they lose their names',
    advice: 'Rename them, or read them as text, and quote them in YAML',
  },
  ClassNameReadAsNumber: {
    effect: 'Most readers of CSV and YAML take these classes for numbers, so 007 becomes 7, and 1.0 equals 1',
    advice: 'Rename them, or read them as text: dtype=str (pandas)',
  },
}

const shownPaths = 5

const listOf = (paths: readonly string[]): string => {
  const shown = paths.slice(0, shownPaths).map((path) => `'${path}'`)
  const more = paths.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}

/** Warns of classes whose path, as exports have it, is no text for common readers: one warning for each kind. */
export const nameWarnings = (classes: readonly LabelClass[]): readonly Warning[] => {
  const byCode = Map.groupBy(
    choosableClasses(classes).map(({ path }) => path),
    codeOf,
  )
  return [...byCode].flatMap(([code, paths]) => {
    if (code === undefined) return []
    const { effect, advice } = texts[code]
    return [{ code, message: `${effect}: ${listOf(paths)}. ${advice}`, target: 'labelClasses' }]
  })
}
