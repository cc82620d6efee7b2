import type { Schemas } from '../../api/client.ts'

const formats: Readonly<Record<Schemas['ExportFormat'], true>> = { Coco: true, Csv: true, Dataset: true }

/** Whether a format of the service is one that this app can ask for. */
export const isExportFormat = (name: string): name is Schemas['ExportFormat'] => Object.hasOwn(formats, name)

/** What a person has entered, as text. */
export interface ExportForm {
  readonly format: Schemas['ExportFormat']
  readonly include: 'Labeled' | 'Approved' | 'All'
  readonly isSplit: boolean
  /** Percent. */
  readonly validation: string
  readonly test: string
  readonly seed: string
  /** The id of an earlier export; empty for everything. */
  readonly since: string
  readonly name: string
}

const share = (percent: string): number => Number(percent.trim().replace(',', '.')) / 100

/** Shares without the noise of binary fractions. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** What validation and test leave for training; undefined if that is nothing. */
export const trainingShare = ({
  validation,
  test,
}: Pick<ExportForm, 'validation' | 'test'>): number | undefined => {
  const train = rounded(1 - share(validation) - share(test))
  return share(validation) >= 0 && share(test) >= 0 && train > 0 ? train : undefined
}

export const isSeed = (seed: string): boolean => seed.trim() !== '' && Number.isInteger(Number(seed))

/** The request for an export; undefined if the parts of a split make no sense. */
export const exportRequest = (form: ExportForm): Schemas['StartExport'] | undefined => {
  const train = trainingShare(form)
  if (form.isSplit && (train === undefined || !isSeed(form.seed))) return undefined
  const name = form.name.trim()
  const [validation, test, seed] = [share(form.validation), share(form.test), Number(form.seed)]
  return {
    format: form.format,
    include: form.include,
    ...(form.isSplit && train !== undefined
      ? { split: { train, validation: rounded(validation), test: rounded(test), seed } }
      : {}),
    ...(form.since === '' ? {} : { since: form.since }),
    ...(name === '' ? {} : { name }),
  }
}
