import type { ReactNode } from 'react'

const CreateProjectScreen = (): ReactNode => <p>CreateProject</p>

export default CreateProjectScreen
