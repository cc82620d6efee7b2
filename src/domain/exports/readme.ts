import { encodePath } from '../core/safe-path.ts'
import { toIso } from '../core/time.ts'
import type { Format, Guide, SmallFile, WriteContext } from '../formats/format.ts'
import { aboutFolder, type ExportPlan } from '../model/exports/export.ts'
import { splitsOf } from '../model/exports/split-of.ts'
import { frontMatterOf, type DataFile } from './front-matter.ts'

const loadersDefaultSplit = 'train'

type Counts = Readonly<Record<string, number>>

/** The data files; without those of parts that have no row, which `datasets` refuses, unless no part has one. */
const dataFilesOf = (format: Format, context: WriteContext, rows: Counts): readonly DataFile[] => {
  if (format.layout !== 'Stream' || !format.write) return []
  const writer = format.write(context)
  const all = splitsOf(context.plan.split)
  const filled = all.filter((split) => split !== undefined && (rows[split] ?? 0) > 0)
  return (filled.length > 0 ? filled : all).map((split) => ({
    split: split ?? loadersDefaultSplit,
    path: writer.fileName(split).path,
  }))
}

const fence = '```'

/** The commands that download the images. An emulator (http) has no account of Azure. */
const downloadText = ({ containerUrl, prefix = '' }: ExportPlan): string => {
  const { hostname, pathname, protocol } = new URL(containerUrl)
  const container = pathname.slice(pathname.lastIndexOf('/') + 1)
  const [account = ''] = hostname.split('.', 1)
  const makeToken =
    protocol === 'https:'
      ? `az storage container generate-sas --account-name ${account} --name ${container} --permissions rl \\
  --expiry "$(date -u -d '1 day' +%Y-%m-%dT%H:%MZ)" --https-only --auth-mode login --as-user --output tsv`
      : `npm run --silent sas -- ${container} --token`
  return `${fence}sh
SAS=$(${makeToken})
azcopy copy "${containerUrl}/${encodePath(prefix)}*?$SAS" images --recursive
${fence}`
}

const imagesText = (plan: ExportPlan): string => {
  const folder = plan.prefix === undefined ? '' : `, in its folder \`${encodePath(plan.prefix)}\``
  return `## The images

They are not in this folder. They are in the container \`${plan.containerUrl}\`${folder}; the service and
Azure ML know it as the datastore \`${plan.datastore}\`. A token (SAS) that may read and list it downloads them into \`images\`:

${downloadText(plan)}

An address \`https://…\` in the files opens with \`?$SAS\` behind it.

Cameras store many photos turned, with an orientation that says how. Widths and heights are those of the upright image. Apply the
orientation when you open a file (\`ImageOps.exif_transpose\`): most loaders do not, and a model then learns from turned images.
`
}

const loadText = ({ python, notes }: Guide, [first]: readonly DataFile[]): string =>
  first === undefined
    ? ''
    : `## Load it

${fence}python
${python(first.path).join('\n')}
${fence}

\`datasets.load_dataset("export")\` loads the data files of this folder, too.

${notes.map((note) => `- ${note}`).join('\n')}
`

const aboutText = (format: Format, { plan }: WriteContext): string => `# Labels of ${plan.project}

Export \`${plan.export}\` in the format ${format.name}, of ${toIso(plan.snapshotAt)}.${plan.since ? ` It has only what changed since the export \`${plan.since.export}\`.` : ''}
The folder \`${aboutFolder}\` describes it: \`manifest.json\` has the classes, the counts and the SHA-256 of each file; lists beside it
name the items that have no usable image, changed, or are left out.

\`item\` is the id of an item: the same in all files, formats and exports of the project. \`path\` is its path in the datastore.
`

/** The `README.md` of an export, for the engineer who trains with it and for loaders. Deterministic. */
export const readmeOf = (format: Format, context: WriteContext, rowsBySplit: Counts): SmallFile => {
  const files = dataFilesOf(format, context, rowsBySplit)
  const guide = format.guide?.(context)
  const content = [
    ...(guide && files.length > 0
      ? [frontMatterOf(guide.tables, files, `export ${context.plan.export}`)]
      : []),
    aboutText(format, context),
    ...(guide ? [loadText(guide, files)] : []),
    imagesText(context.plan),
  ].join('\n')
  return { name: 'README.md', path: 'README.md', contentType: 'text/markdown; charset=utf-8', content }
}
