/** Where the management API is, with and without a key in the query. */
export interface Links {
  /** For people and other programs; every call carries `code`. */
  publicBase: string
  /** For the SDK's client: an unguessable path that needs no key. */
  rpcBase: string
  key: string
  hubName: string
}

const query = ({ hubName, key }: Links) => `taskHub=${hubName}&connection=Storage&code=${key}`

/** The URLs to manage one instance; `id` may be a placeholder. */
export function managementLinks(links: Links, id: string): Record<string, string> {
  const instance = `${links.publicBase}/instances/${id}`
  const rest = query(links)
  return {
    id,
    statusQueryGetUri: `${instance}?${rest}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${rest}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${rest}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${rest}`,
    purgeHistoryDeleteUri: `${instance}?${rest}`,
    restartPostUri: `${instance}/restart?${rest}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${rest}`,
    resumePostUri: `${instance}/resume?reason={text}&${rest}`,
  }
}

/** The value of a `durableClient` input binding, a JSON text. */
export function clientBinding(links: Links): string {
  const create = `${links.publicBase}/orchestrators/{functionName}[/{instanceId}]`
  return JSON.stringify({
    taskHubName: links.hubName,
    creationUrls: {
      createNewInstancePostUri: `${create}?code=${links.key}`,
      createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&code=${links.key}`,
    },
    managementUrls: managementLinks(links, 'INSTANCEID'),
    baseUrl: links.publicBase,
    requiredQueryStringParameters: `code=${links.key}`,
    rpcBaseUrl: links.rpcBase,
  })
}
