import { spawnSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startService } from './service.ts'
import { createReaderWorld } from './readers/world.ts'
const folder = await mkdtemp(join(tmpdir(), 'etiquette-readers-'))
const service = await startService({ dataDir: join(folder, 'service') })
try {
  console.time('world')
  const w = await createReaderWorld(service, join(folder, 'made'), async (list, out) => {
    const { status, stderr } = spawnSync('/tmp/rd/vt/bin/python', ['tools/readers/python/make_pictures.py', list, out], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  })
  console.timeEnd('world')
  const { readTruth } = await import('./readers/truth.ts')
  const { downloadExport, downloadPictures } = await import('./readers/download.ts')
  const { readerProjects } = await import('./readers/projects.ts')
  const { writeFile } = await import('node:fs/promises')
  const out = '/tmp/rd/out'
  for (const p of readerProjects) {
    const t = await readTruth(w.admin, p.name)
    await downloadPictures(w.containerOf(p), p.prefix ?? '', `${out}/${p.name}/pictures`)
    await writeFile(`${out}/${p.name}/truth.json`, JSON.stringify(t, null, 1))
    for (const format of ['Coco', 'Dataset', 'Csv']) {
      await downloadExport(w.admin, p.name, { format }, `${out}/${p.name}/${format}-whole`)
      await downloadExport(w.admin, p.name, { format, split: {train: .6, validation: .2, test: .2, seed: 1} }, `${out}/${p.name}/${format}-split`)
    }
  }
  console.timeEnd('world')

} finally {
  await service.stop()
}
