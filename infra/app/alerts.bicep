@description('Name of the action group.')
param actionGroupName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('E-mail addresses that are told.')
param emails array

@description('Log Analytics workspace that the telemetry is in.')
param workspaceId string

@description('Cosmos DB account.')
param cosmosAccountId string

@description('Minutes after which a project that was not looked at is overdue.')
param refreshOverdueMinutes int

// What a healthy database refuses in a quarter of an hour, and the client's own retries hide.
var toleratedThrottling = 100

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'etiquette'
    emailReceivers: [
      for (email, index) in emails: {
        name: 'email-${index}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

// What the service measures, as `src/domain/ports/telemetry.ts` names it.
var rules = [
  {
    name: 'failed-exports'
    title: 'An export failed'
    description: 'An export ended as Failed. It says why itself: GET /api/projects/{project}/exports.'
    query: 'AppMetrics | where Name == "etiquette.work.duration" | where Properties.work == "export" and Properties.status == "Failed"'
    window: 'PT15M'
  }
  {
    name: 'refresh-overdue'
    title: 'Refresh is overdue'
    description: 'A project was not looked at for new and changed files for more than ${refreshOverdueMinutes} minutes.'
    query: 'AppMetrics | where Name == "etiquette.refresh.lag" | summarize Lag = max(Max) by Project = tostring(Properties.project) | where Lag > ${refreshOverdueMinutes * 60}'
    window: 'PT15M'
  }
  {
    name: 'service-silent'
    title: 'The service measures nothing'
    description: 'Its timers read the database every minute and measure it; for an hour nothing came.'
    // A row if there is nothing: an empty answer is what all is well looks like.
    query: 'AppMetrics | where Name == "etiquette.store.duration" | summarize Points = count() | where Points == 0'
    window: 'PT1H'
  }
]

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: 2
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT15M'
      windowSize: rule.window
      // The table is there only after the first telemetry has come.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]

resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'database-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'Cosmos DB refuses more than ${toleratedThrottling} requests in 15 minutes (429). Raise its throughput, or look for one busy segment.'
    severity: 2
    enabled: true
    scopes: [cosmosAccountId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
          metricName: 'TotalRequests'
          dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: toleratedThrottling
        }
      ]
    }
    actions: [{ actionGroupId: actionGroup.id }]
  }
}
