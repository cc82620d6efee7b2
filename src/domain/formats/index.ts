import { coco } from './coco.ts'
import { csv } from './csv.ts'
import { dataset } from './dataset.ts'
import { createFormats } from './formats.ts'

/** All formats. Code outside this folder must not branch on the name of a format. */
export const formats = createFormats(coco, dataset, csv)
