import { Trans } from '@lingui/react/macro'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useProject } from '../../api/queries.ts'
import { AnswerGrid } from './answer-grid.tsx'
import { MyNumbers } from './my-numbers.tsx'
import '../../items/items.css'
import './own-work.css'

/** What the person has done in a project, and what a reviewer said of it. */
const OwnWorkScreen = (): ReactNode => {
  const { project: name } = useParams({ from: '/p/$project/mine' })
  const project = useProject(name)
  return (
    <section className="screen">
      <h1>
        <Trans>My work</Trans>
      </h1>
      <MyNumbers project={name} />
      <Tabs className="tabs">
        <TabList aria-labelledby="my-answers">
          <Tab id="answers">
            <Trans>Answers in force</Trans>
          </Tab>
          <Tab id="rejected">
            <Trans>Rejected answers</Trans>
          </Tab>
        </TabList>
        <h2 id="my-answers" className="visually-hidden">
          <Trans>My answers</Trans>
        </h2>
        <TabPanel id="answers">
          <AnswerGrid project={project} isRejected={false} />
        </TabPanel>
        <TabPanel id="rejected">
          <AnswerGrid project={project} isRejected />
        </TabPanel>
      </Tabs>
    </section>
  )
}

export default OwnWorkScreen
