import { describe, expect, it } from '@jest/globals'
import { createHttpWorkspace, datasetRequest, datastoreRequest } from '../../../support/http-workspace.ts'

const day = 24 * 3600 * 1000
/** The clock of the workspace stands at 2026-10-01T08:00Z. */
const token = 'sv=2024-11-04&st=2026-09-01&se=2026-10-20T08%3A00Z&sr=c&sp=rl&sig=s3cret%3D'
const withToken = (text: string) => ({ ...datastoreRequest, credential: { type: 'Sas', token: text } })

describe('a SAS token as it was pasted', () => {
  it.each([`"?${token}"`, `'${token}'\n`, `  “?${token}” \r\n`, `?${token}`])('%j', async (text) => {
    const { admin, secrets } = createHttpWorkspace()
    expect(await admin('PUT', '/datastores/photos', withToken(text))).toMatchObject({ status: 201 })
    expect([...secrets.values.values()]).toEqual([token])
  })

  it('in a URL in quotes', async () => {
    const { admin, secrets } = createHttpWorkspace()
    const containerUrl = `"${datastoreRequest.containerUrl}?${token}"\n`
    expect(await admin('PUT', '/datastores/photos', { type: 'AzureBlob', containerUrl })).toMatchObject({
      status: 201,
      json: { containerUrl: datastoreRequest.containerUrl },
    })
    expect([...secrets.values.values()]).toEqual([token])
  })
})

describe('the terms of a SAS token', () => {
  it('are shown with the datastore, and change with it', async () => {
    const { admin } = createHttpWorkspace()
    const terms = {
      type: 'Sas',
      startsAt: '2026-09-01T00:00:00.000Z',
      expiresAt: '2026-10-20T08:00:00.000Z',
      permissions: 'rl',
    }
    const made = await admin('PUT', '/datastores/photos', withToken(token))
    expect(made.json['credential']).toEqual(terms)
    expect(made.json).not.toHaveProperty('warnings')
    expect((await admin('GET', '/datastores')).json['value']).toMatchObject([{ credential: terms }])
    const renewed = withToken('sv=2024-11-04&si=readers&sig=0ther')
    const { json } = await admin('PUT', '/datastores/photos', renewed, { 'if-match': '*' })
    expect(json).toMatchObject({
      credential: { type: 'Sas', policy: 'readers' },
      warnings: [{ code: 'CredentialEndUnknown', target: 'credential' }],
    })
    expect(json['credential']).not.toHaveProperty('expiresAt')
  })

  it('are none of a token that an earlier version stored', async () => {
    const { admin, store } = createHttpWorkspace()
    const stored = {
      id: 'photos',
      kind: 'datastore',
      type: 'AzureBlob',
      containerUrl: datastoreRequest.containerUrl,
      credential: { type: 'Sas', secretName: 'datastore-1' },
      createdAt: 1,
      createdBy: 'ann',
      updatedAt: 1,
    }
    await store.batch('workspace', 'datastore', [{ type: 'create', document: stored }])
    expect((await admin('GET', '/datastores/photos')).json).toMatchObject({
      credential: { type: 'Sas' },
      warnings: [{ code: 'CredentialEndUnknown' }],
    })
  })

  it('warn the lead of a project before the end', async () => {
    const { admin, addProject, pass } = createHttpWorkspace(['cats/1.png'])
    await admin('PUT', '/datastores/photos', withToken(token))
    await admin('PUT', '/datasets/cats', datasetRequest)
    await addProject('p')
    const warnings = async () => {
      const { status, json } = await admin('GET', '/projects/p/progress')
      expect(status).toBe(200)
      return json['warnings']
    }
    expect(await warnings()).toBeUndefined()
    pass(13 * day)
    expect(await warnings()).toMatchObject([{ code: 'CredentialEnds', target: 'datastore' }])
    pass(7 * day)
    expect(await warnings()).toMatchObject([{ code: 'CredentialEnded', target: 'datastore' }])
    await admin('PUT', '/datastores/photos', withToken(token.replace('2026-10-20', '2027-10-20')), {
      'if-match': '*',
    })
    expect(await warnings()).toBeUndefined()
  })
})
