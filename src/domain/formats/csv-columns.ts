/** The columns of a CSV file: first those of Azure ML. */
export const csvColumns = [
  'Url',
  'Label',
  'State',
  'LabeledBy',
  'LabeledAt',
  'Labels',
  'Item',
  'Path',
  'AbsoluteUrl',
  'Orientation',
  'Part',
  'Problem',
] as const
