import { describe, expect, test } from '@jest/globals'
import { registerWebApp, setAddress, type Run } from '../../../../tools/entra/register-web-app.ts'

const cli = { appId: 'az', delegatedPermissionIds: ['scope-id'] }

/** Applications as Graph keeps them, and what azd was told. */
const createWorld = (scope = 'access') => {
  const apps: Record<string, Record<string, unknown>> = {
    'api-app': {
      id: 'api-object',
      api: { oauth2PermissionScopes: [{ id: 'scope-id', value: scope }], preAuthorizedApplications: [cli] },
    },
  }
  const told: (readonly string[])[] = []
  const run: Run = async (program, args) => {
    if (program === 'azd') {
      told.push(args)
      return ''
    }
    if (args[0] === 'ad') {
      apps['web-app'] ??= { id: 'web-object', spa: { redirectUris: [] } }
      return 'web-app\n'
    }
    const [, , method, , url = '', , body = '{}'] = args
    const found = Object.entries(apps).find(
      ([appId, { id }]) => url.endsWith(`(appId='${appId}')`) || url.endsWith(`/${String(id)}`),
    )
    if (!found) throw new Error(`No application at ${url}`)
    if (method === 'GET') return JSON.stringify(found[1])
    for (const [name, value] of Object.entries(JSON.parse(body) as Record<string, object>))
      found[1][name] = Array.isArray(value) ? value : { ...(found[1][name] as object), ...value }
    return ''
  }
  return { apps, told, run }
}

const before = { AZURE_ENV_NAME: 'labels', ETIQUETTE_AUTH_CLIENT_ID: 'api-app' }

describe('before the provision', () => {
  test('the web app is registered, allowed by the API beside others, and known to azd', async () => {
    const { apps, told, run } = createWorld()
    expect(await registerWebApp(run, before)).toContain('web-app')
    expect(apps['web-app']).toMatchObject({
      requiredResourceAccess: [
        { resourceAppId: 'api-app', resourceAccess: [{ id: 'scope-id', type: 'Scope' }] },
      ],
    })
    expect(apps['api-app']).toMatchObject({
      api: {
        oauth2PermissionScopes: [{ value: 'access' }],
        preAuthorizedApplications: [cli, { appId: 'web-app', delegatedPermissionIds: ['scope-id'] }],
      },
    })
    expect(told).toEqual([['env', 'set', 'ETIQUETTE_WEB_CLIENT_ID', 'web-app']])
    const once = structuredClone(apps)
    await registerWebApp(run, before)
    expect(apps).toEqual(once)
  })

  test('nothing is done twice, and nothing without the API or its scope', async () => {
    for (const [environment, scope] of [
      [{ ...before, ETIQUETTE_WEB_CLIENT_ID: 'known' }, 'access'],
      [{ AZURE_ENV_NAME: 'labels' }, 'access'],
      [before, 'other'],
    ] as const) {
      const { apps, told, run } = createWorld(scope)
      await registerWebApp(run, environment)
      expect([Object.keys(apps), told]).toEqual([['api-app'], []])
    }
  })
})

describe('after the provision', () => {
  test('people are led back to the address of the service, and to those of before', async () => {
    const { apps, run } = createWorld()
    await registerWebApp(run, before)
    const after = { ETIQUETTE_WEB_CLIENT_ID: 'web-app', SERVICE_API_URI: 'https://func-x.azurewebsites.net' }
    await setAddress(run, after)
    const own = ['https://func-x.azurewebsites.net/signed-in', 'https://func-x.azurewebsites.net/signed-out']
    expect(apps['web-app']).toMatchObject({ spa: { redirectUris: own } })
    await setAddress(run, { ...after, ETIQUETTE_PUBLIC_URL: 'https://labels.example.org' })
    await setAddress(run, after)
    expect(apps['web-app']).toMatchObject({
      spa: {
        redirectUris: [
          ...own,
          'https://labels.example.org/signed-in',
          'https://labels.example.org/signed-out',
        ],
      },
    })
  })

  test('nothing is done without a web app', async () => {
    const { apps, run } = createWorld()
    expect(await setAddress(run, { SERVICE_API_URI: 'https://x.example' })).toContain('Nobody can sign in')
    expect(Object.keys(apps)).toEqual(['api-app'])
  })
})
