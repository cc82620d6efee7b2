import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FASHION_CLASSES, greyPng } from './fashion-mnist.ts'
import { readLabeledImages } from './idx.ts'

const PER_CLASS = 30

const README = `# Sample images

${PER_CLASS} images of each of the ${FASHION_CLASSES.length} classes of Fashion-MNIST, a folder per class: PNG, 28 × 28, 8-bit grey. They are the
first of each class in the data set's test part, and a file's name is the image's number there. \`T-shirt\` is the data
set's class \`T-shirt/top\`.

Fashion-MNIST is by Zalando SE (Han Xiao, Kashif Rasul, Roland Vollgraf), <https://github.com/zalandoresearch/fashion-mnist>,
under the MIT licence: see [LICENSE](LICENSE).

They were made with

    npm run samples -- path/to/fashion-mnist

from a folder with the data set's \`t10k-images-idx3-ubyte.gz\`, \`t10k-labels-idx1-ubyte.gz\` and \`LICENSE\`.
`

const [source, out = 'samples'] = process.argv.slice(2)
if (source === undefined) {
  console.error(
    'Usage: npm run samples -- <folder with the .gz files and the LICENSE of Fashion-MNIST> [out]',
  )
  process.exit(2)
}

const { width, height, images, labels } = await readLabeledImages(source, 't10k')
const numbered = labels.map((label, index) => ({ label, index }))
for (const [number, name] of FASHION_CLASSES.entries()) {
  await mkdir(join(out, name), { recursive: true })
  for (const { index } of numbered.filter(({ label }) => label === number).slice(0, PER_CLASS)) {
    const values = images[index]
    if (values === undefined) throw new Error(`Image ${index} has a label and no values.`)
    await writeFile(join(out, name, `${index}.png`), greyPng(width, height, values))
  }
}
await copyFile(join(source, 'LICENSE'), join(out, 'LICENSE'))
await writeFile(join(out, 'README.md'), README)
