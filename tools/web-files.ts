import { join, resolve } from 'node:path'
import { writeWebFiles } from './web/write-web-files.ts'

// Ends the build of the web app: compresses its files, and writes the list that the service answers from:
// node tools/web-files.ts [dist/web]

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../dist/web'))
const files = await writeWebFiles(folder)
const kilobytes = (sizes: readonly number[]): string =>
  `${(sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0)} kB`
console.log(
  `${folder}: ${files.length} files, ${kilobytes(files.map(({ sizes }) => sizes.identity))}, compressed ${kilobytes(files.map(({ sizes }) => sizes.br ?? sizes.gz ?? sizes.identity))}`,
)
