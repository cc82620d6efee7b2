import { coco } from './coco.ts'
import { csv } from './csv.ts'
import { dataset } from './dataset.ts'
import { createFormats } from './formats.ts'

/** Every format. Nothing outside this folder compares a format's name. */
export const formats = createFormats(coco, dataset, csv)
