import type { ReactNode } from 'react'

const ProjectActivityScreen = (): ReactNode => <p>ProjectActivity</p>

export default ProjectActivityScreen
