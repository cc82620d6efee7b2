import type { Browser, Locator, Page, Response } from 'playwright-core'

/** The documentation page, as a person uses it. */
export interface DocsPage {
  readonly page: Page
  /** What the browser reported as wrong, and each request that left the service. */
  readonly faults: readonly string[]
  authorize(token: string): Promise<void>
  /**
   * Opens an operation (`PUT /projects/{project}`), fills in what is given, leaves the rest as it is prefilled, and executes it.
   * @returns The response, which the page shows as well
   */
  execute(
    operation: string,
    given?: { readonly params?: Readonly<Record<string, string>>; readonly body?: object },
  ): Promise<{ readonly status: number; readonly shown: string; readonly response: Response }>
}

/** @param operation Method and path: `PUT /projects/{project}` */
const operationOf = (page: Page, operation: string): Locator => {
  const [method = '', path = ''] = operation.split(' ')
  return page
    .locator(`.opblock-${method.toLowerCase()}`)
    .filter({ has: page.locator(`.opblock-summary-path[data-path="${path}"]`) })
}

export const openDocsPage = async (browser: Browser, url: string): Promise<DocsPage> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  const faults: string[] = []
  const { origin } = new URL(url)
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && new URL(request.url()).origin !== origin)
      faults.push(`A request to ${request.url()}`)
  })
  await page.goto(url)

  return {
    page,
    faults,
    authorize: async (token) => {
      await page.locator('.scheme-container .btn.authorize').click()
      const dialog = page.locator('.dialog-ux')
      await dialog.locator('input').fill(token)
      await dialog.locator('.auth-btn-wrapper .authorize').click()
      await dialog.locator('.auth-btn-wrapper .btn-done').click()
    },
    execute: async (operation, { params = {}, body } = {}) => {
      const block = operationOf(page, operation)
      await block.locator('.opblock-summary-control').click()
      for (const [name, value] of Object.entries(params))
        await block.locator(`tr[data-param-name="${name}"] input`).fill(value)
      if (body) await block.locator('textarea.body-param__text').fill(JSON.stringify(body))
      const [response] = await Promise.all([
        page.waitForResponse((each) => each.request().method() !== 'OPTIONS'),
        block.locator('button.execute').click(),
      ])
      const live = block.locator('.live-responses-table')
      const shown = (await live.locator('.response-col_description pre').first().textContent()) ?? ''
      const status = Number.parseInt(
        (await live.locator('tr.response td.response-col_status').textContent()) ?? '',
        10,
      )
      await block.locator('.opblock-summary-control').click()
      return { status, shown, response }
    },
  }
}
