import { expect, test } from '@jest/globals'
import type { BlobAccess } from '../../../../src/adapters/blob/access.ts'
import { operatorAgents } from '../../../../src/adapters/blob/agents.ts'
import { openEmulator } from '../../../../src/adapters/blob/emulator.ts'
import { openContainer, parseContainerUrl } from '../../../../src/adapters/blob/open-container.ts'
import { createSignReadUrl } from '../../../../src/adapters/blob/sign-read-url.ts'
import { serveImage } from '../../../../src/domain/core/served-file.ts'

const accountUrl = 'http://127.0.0.1:10000/account'
const containerUrl = `${accountUrl}/photos`
const accountKey = Buffer.from('a key of the emulator').toString('base64')
const { credential } = openEmulator({ accountUrl, accountName: 'account', accountKey })

const accesses: readonly BlobAccess[] = [
  { type: 'Sas', token: 'sv=1&sig=s' },
  { type: 'Anonymous' },
  { type: 'EmulatorKey', credential },
]

test.each(accesses)('no access ($type) makes a URL for a path that no URL can name', async (access) => {
  const container = openContainer(containerUrl, access, operatorAgents(containerUrl), {}, (error) => error)
  const sign = createSignReadUrl(container, access, parseContainerUrl(containerUrl)!, () => 0)
  for (const path of ['d/../x.png', './x.png', 'a/..', ''])
    await expect(sign(path, 1000, serveImage(path))).rejects.toMatchObject({ code: 'BlobNotFound' })
  const url = await sign('d/..x.png', 1000, serveImage('d/..x.png'))
  expect(url?.split('?')[0]).toBe(access.type === 'Sas' ? undefined : `${containerUrl}/d/..x.png`)
})
