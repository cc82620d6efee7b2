import type { ExportPlan } from '../export.ts'

/** `AmlDatastore://<datastore>/<path>` */
export const datastoreUrlOf = ({ datastore }: Pick<ExportPlan, 'datastore'>, path: string): string =>
  `AmlDatastore://${datastore}/${path}`

const plainPath = /^[\w\-./~!*'()]*$/

/** The blob's URL, without any signature. */
export const absoluteUrlOf = ({ containerUrl }: Pick<ExportPlan, 'containerUrl'>, path: string): string =>
  `${containerUrl}/${plainPath.test(path) ? path : path.toWellFormed().split('/').map(encodeURIComponent).join('/')}`

/** The file name's ending, lower case, without its dot; empty if it has none. */
export const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
