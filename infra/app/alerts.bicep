@description('Name of the action group.')
param actionGroupName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('E-mail addresses that are told.')
param emails string[]

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

// Minutes without a run after which a timer counts as dead. A rule cannot look back for more than two days.
var timers = [
  { name: 'resumeOperations', minutes: 15 }
  { name: 'measureProjects', minutes: 30 }
  { name: 'refreshProjects', minutes: refreshOverdueMinutes + 15 }
  { name: 'expireExports', minutes: 150 }
  { name: 'purgeInstances', minutes: 1560 }
]
var timerRows = join(
  map(filter(timers, timer => timer.minutes < 2820), timer => '"${timer.name}", ${timer.minutes}'),
  ', '
)

// What the service measures, as `src/domain/ports/telemetry.ts` names it. A rule has one alert for each value of its dimensions, which its mail names.
var rules = [
  {
    name: 'failed-exports'
    title: 'An export failed'
    description: 'An export ended as Failed. It says why itself: GET /api/projects/{project}/exports.'
    query: 'AppMetrics | where Name == "etiquette.work.duration" | where Properties.work == "export" and Properties.status == "Failed" | project TimeGenerated, Project = tostring(Properties.project), Export = tostring(Properties.export)'
    dimensions: ['Project', 'Export']
    window: 'PT15M'
    range: ''
    // A failure is an event, not a state: nothing ends it, and the next one is another.
    resolves: false
  }
  {
    name: 'refresh-overdue'
    title: 'Refresh is overdue'
    description: 'A project was not looked at for new and changed files for more than ${refreshOverdueMinutes} minutes.'
    query: 'AppMetrics | where Name == "etiquette.refresh.lag" | summarize Lag = max(Max) by Project = tostring(Properties.project) | where Lag > ${refreshOverdueMinutes * 60}'
    dimensions: ['Project']
    window: 'PT15M'
    range: ''
    resolves: true
  }
  {
    name: 'service-silent'
    title: 'The service measures nothing'
    description: 'Its timers read the database every minute and measure it; for an hour nothing came.'
    // A row if there is nothing: an empty answer is what all is well looks like.
    query: 'AppMetrics | where Name == "etiquette.store.duration" | summarize Points = count() | where Points == 0'
    dimensions: []
    window: 'PT1H'
    range: ''
    resolves: true
  }
  {
    name: 'timer-missing'
    title: 'A timer does not run'
    description: 'A timer of the service has not run for longer than it ever pauses, or each of its runs failed. With errors in the log: they have the reason. Without: synchronize the triggers of the function app, restart it, or deploy again.'
    // A timer that has never run counts from the first measurement: a new deployment has a time to begin.
    query: 'let began = toscalar(AppMetrics | where Name startswith "etiquette." | summarize min(TimeGenerated)); datatable(Timer: string, Minutes: int) [${timerRows}] | join kind=leftouter (AppMetrics | where Name == "etiquette.timer.runs" | where Properties.outcome == "ok" | summarize Last = max(TimeGenerated) by Timer = tostring(Properties.timer)) on Timer | where coalesce(Last, began) < now() - Minutes * 1m | project Timer, Minutes, Last'
    dimensions: ['Timer']
    window: 'PT1H'
    range: 'P2D'
    resolves: true
  }
  {
    name: 'operation-stuck'
    title: 'Long work does not end'
    description: 'An operation that this app is to end is open for more than an hour: GET /api/operations?status=Running. Its log lines have its operationId.'
    query: 'AppMetrics | where Name == "etiquette.operations.oldest_open_age" | where Properties.holder == "Own" | summarize Age = max(Max) by Project = tostring(Properties.project), Work = tostring(Properties.work) | where Age > 3600'
    dimensions: ['Project', 'Work']
    window: 'PT15M'
    range: ''
    resolves: true
  }
  {
    name: 'credential-ends'
    title: 'The SAS token of a datastore ends'
    description: 'It ends within seven days, or has ended; without it no file of the datastore can be shown or exported. Put the datastore again with a new token: PUT /api/datastores/{datastore}.'
    query: 'AppMetrics | where Name == "etiquette.credential.left" | summarize Left = min(Min) by Datastore = tostring(Properties.datastore)'
    dimensions: ['Datastore']
    window: 'PT1H'
    // A deployment can look at its datastores once a day only.
    range: 'P2D'
    resolves: true
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
      overrideQueryTimeRange: empty(rule.range) ? null : rule.range
      // The table is there only after the first telemetry has come.
      skipQueryValidation: true
      autoMitigate: rule.resolves
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            dimensions: map(rule.dimensions, name => { name: name, operator: 'Include', values: ['*'] })
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
