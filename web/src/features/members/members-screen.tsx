import type { ReactNode } from 'react'

const MembersScreen = (): ReactNode => <p>Members</p>

export default MembersScreen
