import { z } from 'zod'

/**
 * What a format whose readers need sizes does with items that have no usable image: `LeaveOut`, or `Keep` them without a size.
 */
export const unsizedChoices = ['LeaveOut', 'Keep'] as const

/** How a format names the file of an item that it has a `file_name` for: as the blob, or by a name that is safe everywhere. */
export const fileNameChoices = ['Blob', 'Safe'] as const

/**
 * The URL in the column that streams images. The long form `azureml://subscriptions/…` is none of them: the service does not
 * know the workspace of Azure ML that has the datastore.
 */
export const uriChoices = ['AmlDatastore', 'Https'] as const

/** Options of an export that only some formats have. Absent for the others, and in exports of earlier versions. */
export const exportOptions = z.object({
  /** Exports of earlier versions without it kept items without a size, as 0 × 0. */
  unsized: z.enum(unsizedChoices).optional(),
  /** Whether a class of a whole image has a box of this size. */
  wholeImageBoxes: z.boolean().optional(),
  fileNames: z.enum(fileNameChoices).optional(),
  uri: z.enum(uriChoices).optional(),
})
export type ExportOptions = z.output<typeof exportOptions>

/** What a format that has the option does if the request does not say. */
const defaults: Required<ExportOptions> = {
  unsized: 'LeaveOut',
  wholeImageBoxes: true,
  fileNames: 'Blob',
  uri: 'AmlDatastore',
}

export const exportOptionNames = exportOptions.keyof().options
export type ExportOptionName = (typeof exportOptionNames)[number]

/** The options of a format, each as requested or by default. */
export const withDefaults = (
  requested: ExportOptions,
  has: (name: ExportOptionName) => boolean,
): ExportOptions =>
  exportOptions.parse(
    Object.fromEntries(
      exportOptionNames.filter(has).map((name) => [name, requested[name] ?? defaults[name]]),
    ),
  )
