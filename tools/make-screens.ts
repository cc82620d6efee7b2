import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import packaged from '@sparticuz/chromium'
import { BlobServiceClient } from '@azure/storage-blob'
import { chromium } from 'playwright-core'
import { mintToken } from '../local/platform/issuer.ts'
import { removeData, startService } from './service.ts'

// Makes the pictures of the documentation: the app as it is, on the samples.

const repository = resolve(import.meta.dirname, '..')
const samples = join(repository, 'samples')
const name = 'clothes'

const service = await startService()
const token = await mintToken(service.dataDir, 'lead', ['Labeling.Admin'])
const isRunning = async (): Promise<boolean> => {
  const response = await fetch(`${service.api}/projects/${name}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return (await response.text()).includes('"status":"Running"')
}
const put = async (path: string, body: object): Promise<void> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${service.api}${path}`, {
    method: 'PUT',
    headers,
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
}
try {
  const folders = (await readdir(samples, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const container = BlobServiceClient.fromConnectionString(
    service.endpoints.blobConnectionString,
  ).getContainerClient(name)
  await container.create()
  for (const folder of folders)
    for (const file of (await readdir(join(samples, folder.name))).slice(0, 3)) {
      const content = await readFile(join(samples, folder.name, file))
      await container.getBlockBlobClient(`${folder.name}/${file}`).upload(content, content.length)
    }
  const containerUrl = `${service.endpoints.blobServiceUrl}/${name}`
  await put(`/datastores/${name}`, {
    type: 'AzureBlob',
    containerUrl,
    credential: { type: 'ManagedIdentity' },
  })
  await put(`/datasets/${name}`, { mediaType: 'Image', datastore: name, path: '**' })
  await put(`/projects/${name}`, {
    displayName: 'Clothes',
    mediaType: 'Image',
    taskType: 'MultiClass',
    dataset: name,
    labelClasses: folders.map((folder) => ({ name: folder.name })),
  })
  while (!(await isRunning())) await setTimeout(100)
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? (await packaged.executablePath()),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 820 }, locale: 'en-GB' })
    page.setDefaultTimeout(120_000)
    await page.goto(`${service.url}/?person=lead`)
    await page.getByRole('link', { name: 'Label', exact: true }).first().click()
    const tiles = page.getByRole('row', { name: /no answer/ })
    await tiles.nth(8).waitFor()
    for (let answers = 1; answers <= 4; answers += 1) {
      // A lead sees the path, whose folder is the class.
      const path = await page.getByRole('region', { name: 'The item' }).innerText()
      const at = folders.findIndex((folder) => path.trim().startsWith(`${folder.name}/`))
      await page.keyboard.press(String((at + 1) % 10))
      await page.getByText(`${answers} of 9`, { exact: false }).first().waitFor()
    }
    const shown = "[...document.querySelectorAll('.tile img')].filter((img) => img.naturalWidth > 0).length"
    while ((await page.evaluate<number>(shown)) < 9) await setTimeout(100)
    await mkdir(join(repository, 'docs/images'), { recursive: true })
    await page.screenshot({ path: join(repository, 'docs/images/label-screen.png') })
  } finally {
    await browser.close()
  }
} finally {
  await service.stop()
  await removeData(service.dataDir)
}
