import type { ParsedClass } from './parse-classes.ts'

/** Another place that has names of classes. */
export interface ClassSource {
  readonly label: string
  readonly read: () => Promise<readonly ParsedClass[]>
}
