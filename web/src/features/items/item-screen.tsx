import type { ReactNode } from 'react'

const ItemScreen = (): ReactNode => <p>Item</p>

export default ItemScreen
