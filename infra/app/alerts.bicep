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

@description('How long no refresh may have begun, as an ISO 8601 duration.')
param refreshOverdueAfter string

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

resource failedExports 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'failed-exports'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'An export failed'
    description: 'A step of an export failed unexpectedly; it is tried again some times. The export itself says how it ended.'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    // The table is there only after the first telemetry has come.
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'AppTraces | where Message contains "beginExportStep failed" or Message contains "exportPartStep failed" or Message contains "finishExportStep failed"'
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

resource refreshOverdue 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'refresh-overdue'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Refresh is overdue'
    description: 'The timer that looks for new and changed files has not run for ${refreshOverdueAfter}.'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: refreshOverdueAfter
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          // One row if nothing came at all; an empty answer could also mean that nothing was asked.
          query: 'AppTraces | where Message contains "Projects are refreshed" | summarize Runs = count() | where Runs == 0'
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
